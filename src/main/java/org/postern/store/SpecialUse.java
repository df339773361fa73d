package org.postern.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

    /** What every account is made with, besides INBOX. */
    public static final List<SpecialUse> OF_NEW_ACCOUNTS = List.of(DRAFTS, SENT, JUNK, TRASH, ARCHIVE);

    private final String wireName;

    SpecialUse(String wireName) {
        this.wireName = wireName;
    }

    /** The use of a name with its backslash, in any case. */
    public static Optional<SpecialUse> named(String name) {
        return Arrays.stream(values())
                .filter(use -> use.wireName.equalsIgnoreCase(name))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }

    /** The name of the mailbox with this use in a new account: {@code Drafts} for {@code \Drafts}. */
    public MailboxName defaultName() {
        return new MailboxName(wireName.substring(1));
    }
}
