package org.postern.quota;

import org.postern.store.Actor;
import org.postern.store.MailboxName;

/**
 * What somebody wants to place in a mailbox.
 *
 * @param amount of messages that come into the mailbox
 * @param more what the account holds more afterwards, as far as it counts; less than the amount where something goes for it
 */
record Arriving(MailboxName mailbox, Amount amount, Amount more, Actor by) {
    /** Whether grace is for it: one message on its way in, which its sender would have to be told of. */
    boolean isDelivery() {
        return by.kind() == Actor.Kind.DELIVERY && amount.messages() == 1;
    }
}
