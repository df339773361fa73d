/**
 * Cuts an IMAP connection into requests: {@link org.postern.imap.codec.ImapFramer} knows lines and literals and nothing
 * of what commands mean, except that the message literals of APPEND and REPLACE are streamed.
 *
 * <p>What it promises: it never writes, every request is answered by the session, so answers keep their order; a literal
 * that was refused is skipped to its last octet, or the connection is to be closed, so octets of a message are never
 * read as commands; everything it holds is bounded by {@link org.postern.imap.codec.FrameLimits}, smaller before login.
 *
 * <p>How it fails: what breaks a limit becomes one {@link org.postern.imap.codec.ImapRequest.Refused} with the tag it
 * belongs to. It must not know the store, sessions or the grammar of any command.
 */
@NullMarked
package org.postern.imap.codec;

import org.jspecify.annotations.NullMarked;
