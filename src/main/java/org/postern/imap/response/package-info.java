/**
 * What commands answer: {@link org.postern.imap.response.Responses}, a series of untagged responses that is pulled one at
 * a time, then a {@link org.postern.imap.response.Completion}.
 *
 * <p>What it promises: nothing here is written before it is asked for, so an answer of any length costs one line at a
 * time; {@code close} runs once, also when the client went away half-way. A handler returns answers and never writes;
 * the tag and pending updates are the dispatcher's to add.
 *
 * <p>It fails with {@link org.postern.imap.response.Refusal}, a completion that is thrown. It knows no session.
 */
@NullMarked
package org.postern.imap.response;

import org.jspecify.annotations.NullMarked;
