package org.postern.imap.syntax;

import java.util.EnumSet;
import java.util.Optional;
import org.postern.store.Right;
import org.postern.store.Rights;

/**
 * Rights as clients write and read them (RFC 4314 2.1). The obsolete "c" stands for "kx", and "d" for "et"; they are told with
 * any of the rights that they stand for (2.1.1).
 */
public final class RightsSyntax {
    private static final Rights CREATE = Rights.of(Right.CREATE, Right.DELETE);
    private static final Rights DELETE = Rights.of(Right.EXPUNGE, Right.DELETE_MESSAGES);

    private RightsSyntax() {}

    /** Empty when one of the letters is none. */
    public static Optional<Rights> parse(String letters) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            Optional<Right> right = Right.of(letter);
            if (letter == 'c') {
                rights.addAll(CREATE.all());
            } else if (letter == 'd') {
                rights.addAll(DELETE.all());
            } else if (right.isPresent()) {
                rights.add(right.get());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Rights(rights));
    }

    /** Empty string for none. */
    public static String compose(Rights rights) {
        return rights.letters() + (rights.hasAny(CREATE) ? "c" : "") + (rights.hasAny(DELETE) ? "d" : "");
    }
}
