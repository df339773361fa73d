package org.postern.store;

/** Special-use attributes of RFC 6154 (and RFC 8457's Important). */
public enum SpecialUse {
    ALL("\\All"),
    ARCHIVE("\\Archive"),
    DRAFTS("\\Drafts"),
    FLAGGED("\\Flagged"),
    JUNK("\\Junk"),
    SENT("\\Sent"),
    TRASH("\\Trash"),
    IMPORTANT("\\Important");

    private final String wireName;

    SpecialUse(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
