/**
 * The transcript runner: conversations written down as text files, held against a running server.
 *
 * <p>A transcript has a head and steps, with an empty line between. Head: {@code title}, {@code spec}; {@code mailbox NAME
 * FIXTURE [USER]} puts mail there first; {@code user NAME KEY=VALUE…} makes an account beside alice, bob and carol (password
 * "secret", at localhost; {@code admin=yes}: one that administers); {@code set KEY=VALUE} starts the server so; {@code transport plain,tls,starttls} and {@code cut
 * line,octet,packet} restrict the variants; {@code session X} connects, {@code session X USER} also logs in, {@code session X
 * USER MAILBOX} also selects; {@code session X pop3 …} speaks another protocol than the script's folder names. Steps, each with the session's letter: {@code A>} send, {@code A?} send, the untagged lines
 * that follow come in any order (in POP3: all but the last; in LMTP and SMTP: all, and {@code 250-} may be the last), {@code A<} expect ({@code ***}: some lines more), {@code A!} the server closes, {@code A^} TLS handshake, {@code A^ deflate} and {@code A^ plain} compression begins and ends. Two spaces, "#"
 * and a space begin a comment.
 *
 * <p>In what is expected, {@code ...} is anything, {@code <name>} binds on first sight and compares afterwards; in both
 * directions: <code>{@file.eml}</code> a fixture ({@code box.mbox/2}: its second message) as the protocol sends it,
 * <code>{@+file}</code> as a literal that does not wait, <code>{=file}</code> its octets counted, <code>{64:text}</code> base64
 * with {@code \0}, <code>{#0d0a}</code> octets, <code>{*9:x}</code> repetition, <code>{-}</code> no line end.
 *
 * <p>Every script runs on each backend, in each packet cut, on each transport, in a domain of its own that it knows as
 * "localhost". It fails by telling file, line, both texts and the conversation so far.
 */
@NullMarked
package org.postern.transcript;

import org.jspecify.annotations.NullMarked;
