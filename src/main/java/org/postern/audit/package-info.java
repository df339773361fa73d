/**
 * The audit log: who did what, from where, and how it ended, once for each event, for operators and their tools.
 *
 * <p>{@link org.postern.audit.Audit} has one method for each event and thereby the whole vocabulary. An event is one
 * line {@code event key=value key=value ...} on the logger {@code audit}, and the same pairs as structured data for logs
 * in JSON. What the server knows for certain (service, connection, address) stands before what a client said.
 *
 * <p>Promises: names of events and keys grow but do not change. A value from outside cannot end the line, start another
 * pair or look like one: whatever is not a plain ASCII word is put in quotes, and quotes, backslashes, equals signs,
 * controls and all beyond ASCII are escaped. Long values are cut. No method takes a secret.
 *
 * <p>How it fails: not at all, as far as callers see; logging is the logging framework's matter. It must not know
 * protocols, the store, or who reads the log.
 */
@NullMarked
package org.postern.audit;

import org.jspecify.annotations.NullMarked;
