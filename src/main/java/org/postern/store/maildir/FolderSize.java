package org.postern.store.maildir;

import org.postern.store.MailboxSnapshot;

/** How much a mailbox holds: messages, and octets as sent unless it is said that they are those on the disk. */
record FolderSize(long messages, long octets) {
    static final FolderSize ZERO = new FolderSize(0, 0);

    static FolderSize of(MailboxSnapshot rows) {
        return new FolderSize(rows.size(), rows.totalOctets());
    }

    boolean isZero() {
        return messages == 0 && octets == 0;
    }

    FolderSize plus(FolderSize other) {
        return new FolderSize(messages + other.messages, octets + other.octets);
    }

    FolderSize minus(FolderSize other) {
        return new FolderSize(messages - other.messages, octets - other.octets);
    }
}
