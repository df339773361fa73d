/**
 * The lexical level of IMAP (RFC 9051 4 and 9): {@link org.postern.imap.wire.ImapLexer} reads atoms, strings, numbers and
 * lists out of one complete command, {@link org.postern.imap.wire.ImapComposer} writes them.
 *
 * <p>What it promises: the lexer never looks behind the command it was given and never blocks; whatever is wrong becomes
 * an {@link org.postern.imap.wire.ImapSyntaxException} with the octet at which it is wrong; its time and memory are
 * proportional to the command. The composer never lets a CR, LF or NUL out in an atom or a quoted string, so no text from
 * a user or a message can split a response.
 *
 * <p>It knows no command, no mailbox and no session; what a string means is decided in {@code imap.syntax}.
 */
@NullMarked
package org.postern.imap.wire;

import org.jspecify.annotations.NullMarked;
