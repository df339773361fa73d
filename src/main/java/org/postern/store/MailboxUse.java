package org.postern.store;

/** How much a mailbox holds; octets as stored with CRLF. */
public record MailboxUse(long octets, long messages) {
    public static final MailboxUse NOTHING = new MailboxUse(0, 0);

    /** The sum. */
    public MailboxUse plus(MailboxUse other) {
        return new MailboxUse(octets + other.octets, messages + other.messages);
    }
}
