package org.postern.store.maildir;

/** How folders lay in an account as another server had it, and as it gets it back. */
public enum MaildirLayout {
    /** Maildir++: all of them in the account's directory, {@code .Work.2026}. */
    FLAT("maildir++"),
    /** Dovecot's LAYOUT=fs: {@code Work/2026}. Here they are flat all the same. */
    NESTED("fs");

    private final String word;

    MaildirLayout(String word) {
        this.word = word;
    }

    /** As in Dovecot's configuration. */
    @Override
    public String toString() {
        return word;
    }
}
