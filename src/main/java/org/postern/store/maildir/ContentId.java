package org.postern.store.maildir;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What identifies the content of a message: made of the unique part of the name it came with, which nobody changes. A copy
 * has a name of its own, in which {@code ,E=<id>} says what it is a copy of.
 */
final class ContentId {
    private static final String FIELD = ",E=";
    /** Of the 256 bits of the digest; names of one account would have to be many millions of millions to meet. */
    private static final int DIGITS = 24;

    private ContentId() {}

    /** The id of a message by the name of its file: hexadecimal digits. */
    static String of(String name) {
        return told(name).orElseGet(() -> digest(MessageFileName.parse(name).base()));
    }

    /** The id that the name of a copy says. */
    static Optional<String> told(String name) {
        String base = MessageFileName.parse(name).base();
        int at = base.length() - DIGITS;
        boolean told = base.startsWith(FIELD, at - FIELD.length())
                && base.substring(Math.max(at, 0)).chars().allMatch(ContentId::isDigit);
        return told ? Optional.of(base.substring(at)) : Optional.empty();
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static String digest(String base) {
        try {
            byte[] octets = MessageDigest.getInstance("SHA-256").digest(base.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(octets, 0, DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What the unique part of a copy's name ends with. */
    static String field(String id) {
        return FIELD + id;
    }
}
