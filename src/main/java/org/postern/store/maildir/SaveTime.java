package org.postern.store.maildir;

import java.time.Instant;
import java.util.Optional;

/**
 * When a message was placed in its mailbox: every Maildir program begins the unique name it gives a message with the second
 * in which it does so, Postern for each copy and move too.
 */
final class SaveTime {
    /** 2001-09-09 and 2286-11-20: seconds of ten digits. */
    private static final int DIGITS = 10;

    private SaveTime() {}

    /** Empty when the name begins otherwise. */
    static Optional<Instant> of(String name) {
        boolean told = name.length() > DIGITS
                && name.charAt(DIGITS) == '.'
                && name.charAt(0) != '0'
                && name.substring(0, DIGITS).chars().allMatch(c -> c >= '0' && c <= '9');
        return told ? Optional.of(Instant.ofEpochSecond(Long.parseLong(name.substring(0, DIGITS)))) : Optional.empty();
    }
}
