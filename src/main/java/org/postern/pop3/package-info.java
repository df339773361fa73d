/**
 * POP3 (RFC 1939) with CAPA and response codes (RFC 2449, RFC 3206), STLS (RFC 2595) and SASL (RFC 5034): one file a
 * command, a table of them in {@link org.postern.pop3.Pop3Commands}, and {@link org.postern.pop3.Maildrop}, the view of
 * mailboxes that stands still from login to QUIT.
 *
 * <p>{@link org.postern.pop3.Maildrops} opens maildrops by each user's {@link org.postern.pop3.MaildropPolicy}; {@link
 * org.postern.pop3.Expiry} removes what was retrieved long ago.
 *
 * <p>What it promises: one POP3 session holds a maildrop, while IMAP and delivery go on; nothing is deleted before QUIT, and
 * then exactly what was marked; a UIDL is the message's for ever; a message of any size is sent in bounded memory.
 *
 * <p>How it fails: {@code -ERR} with a response code where there is one, never with an internal text; a message that an IMAP
 * session expunged meanwhile is an error of that one command. It must not know IMAP or LMTP.
 */
@NullMarked
package org.postern.pop3;

import org.jspecify.annotations.NullMarked;
