/**
 * What a command may see of its session: {@link org.postern.imap.state.ImapContext}, the selected mailbox and
 * {@link org.postern.imap.state.MailboxView}, the session's own numbering of its messages.
 *
 * <p>What it promises: the view's sequence numbers change only when {@code advance} tells how, so they are always those
 * the client knows; EXPUNGE is withheld where the protocol forbids it; EXISTS comes before anything about a new message.
 * Everything here belongs to the session and is used by one worker at a time; only the watch listener of a selected
 * mailbox runs elsewhere, and it does nothing but to set a mark and to wake the session.
 *
 * <p>It fails with the store's exceptions, and with a Refusal for message numbers that do not exist. It knows no command
 * and no connection.
 */
@NullMarked
package org.postern.imap.state;

import org.jspecify.annotations.NullMarked;
