/**
 * LMTP (RFC 2033), how mail arrives from another server on this machine or near it, and SMTP (RFC 5321), how it arrives from
 * anywhere. The commands are the same; what differs between the two is one value, {@link org.postern.lmtp.Dialect}.
 *
 * <p>What it promises: every reply with an enhanced status code (RFC 2034) but the greeting and the answer to the hello; a body
 * is read to its end whatever becomes of it, and only CR LF "." CR LF or the announced number of octets ends it. The message
 * is passed on octet for octet. LMTP: one reply for each recipient, in the order of RCPT, each sent after that recipient's
 * message is durable. SMTP: one reply for all; once somebody has the message, a report tells its sender of those who have not.
 * Nothing is relayed, and what other servers may have taken for the end of a message is refused.
 *
 * <p>How it fails: what a client does wrong is answered 5xx and, when it happens too often, ends the connection; what
 * this server cannot do now is answered 4xx. When the connection breaks before the answer, the client keeps the message.
 *
 * <p>What it must not know: the store (only {@code delivery} does), files, channels, other protocols.
 */
@NullMarked
package org.postern.lmtp;

import org.jspecify.annotations.NullMarked;
