package org.postern.store.maildir;

import java.util.Arrays;
import java.util.Optional;

/** How folders lay in an account as another server had it, and as it gets it back. */
public enum MaildirLayout {
    /** Maildir++: all of them in the account's directory, {@code .Work.2026}. */
    FLAT("maildir++"),
    /** Dovecot's LAYOUT=fs: {@code Work/2026}. Here they are flat all the same. */
    NESTED("fs"),
    /** Maildir++ with names in UTF-8, as Courier has them from version 5 on. */
    UTF8("courier");

    private final String word;

    MaildirLayout(String word) {
        this.word = word;
    }

    /** By its word, or empty. */
    public static Optional<MaildirLayout> named(String word) {
        return Arrays.stream(values()).filter(l -> l.word.equals(word)).findFirst();
    }

    /** As operators write it. */
    @Override
    public String toString() {
        return word;
    }
}
