/**
 * The dispatcher of IMAP: {@link org.postern.imap.session.ImapSession} takes one request at a time, finds its command in
 * the grammar, checks that the state permits it, executes it and sends what it answers, the updates that may be told, and
 * the tag.
 *
 * <p>What it promises: every command gets exactly one tagged completion, in order; EXPUNGE is told only where RFC 9051
 * 7.5.1 permits; a message that was refused is never stored in part; what a session holds is given back when it ends.
 *
 * <p>How it fails: a fault of the store is answered with its NO; a selected mailbox that is gone ends the session with
 * BYE. It must not know what any command means.
 */
@NullMarked
package org.postern.imap.session;

import org.jspecify.annotations.NullMarked;
