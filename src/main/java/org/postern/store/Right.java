package org.postern.store;

import java.util.Arrays;
import java.util.Optional;

/** What an access list can grant (RFC 4314 2.1). */
public enum Right {
    /** The mailbox is listed. */
    LOOKUP('l', "lookup"),
    READ('r', "read"),
    /** Changing {@code \Seen}. */
    SEEN('s', "write-seen"),
    /** Changing all flags but {@code \Seen} and {@code \Deleted}. */
    WRITE('w', "write"),
    /** Placing messages. */
    INSERT('i', "insert"),
    /** Sending mail to it; not for this server to enforce. */
    POST('p', "post"),
    /** Making mailboxes below it. */
    CREATE('k', "create"),
    /** Deleting and renaming it. */
    DELETE('x', "delete"),
    /** Changing {@code \Deleted}. */
    DELETE_MESSAGES('t', "write-deleted"),
    EXPUNGE('e', "expunge"),
    /** Reading and changing the access list. */
    ADMINISTER('a', "admin");

    private final char letter;
    private final String word;

    Right(char letter, String word) {
        this.letter = letter;
        this.word = word;
    }

    public char letter() {
        return letter;
    }

    /** The name that Dovecot has for it. */
    public String word() {
        return word;
    }

    public static Optional<Right> of(int letter) {
        return Arrays.stream(values()).filter(right -> right.letter == letter).findFirst();
    }

    public static Optional<Right> named(String word) {
        return Arrays.stream(values()).filter(right -> right.word.equals(word)).findFirst();
    }
}
