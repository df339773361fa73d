package org.postern.store;

/** The permanent system flags of RFC 9051 2.3.2. {@code \Recent} is a matter of sessions, see {@link Mailbox#claimRecent}. */
public enum SystemFlag {
    ANSWERED(1, "\\Answered"),
    FLAGGED(2, "\\Flagged"),
    DELETED(4, "\\Deleted"),
    SEEN(8, "\\Seen"),
    DRAFT(16, "\\Draft");

    private final int bit;
    private final String wireName;

    SystemFlag(int bit, String wireName) {
        this.bit = bit;
        this.wireName = wireName;
    }

    /** A bit of its own, for sets. */
    int bit() {
        return bit;
    }

    /** As on the wire, with its backslash. */
    public String wireName() {
        return wireName;
    }
}
