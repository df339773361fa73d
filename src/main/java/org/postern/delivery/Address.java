package org.postern.delivery;

import java.util.Optional;

/**
 * An address of an envelope (RFC 5321 4.1.2, RFC 6531 3.3), its local part without quoting.
 *
 * <p>Invariant: no control character and, in the domain, nothing but letters, digits, {@code -._} or an address literal,
 * so that {@link #toString} can stand in a header field or a log line as it is.
 *
 * @param domain empty for {@code Postmaster} and for recipients that {@code default-domain} completes
 */
public record Address(String localPart, Optional<String> domain) {
    /** Longest address, in characters; RFC 5321 4.5.3.1.3 asks for 256 octets. */
    public static final int MAX_LENGTH = 512;

    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~.";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when they could not stand in an envelope
     */
    public Address {
        boolean control = localPart.chars().anyMatch(Address::isControl);
        if (localPart.isEmpty() || control || !domain.map(Address::isDomain).orElse(true)) {
            throw new IllegalArgumentException("not an address");
        }
        if (localPart.length() + domain.map(String::length).orElse(0) >= MAX_LENGTH) {
            throw new IllegalArgumentException("address too long");
        }
    }

    /**
     * Reads {@code local@domain} or {@code local}, the local part with or without quotes, nothing around it. Dots may
     * stand anywhere in an unquoted local part: such addresses exist and must be answered.
     *
     * @throws IllegalArgumentException when it is no address
     */
    public static Address parse(String text) {
        if (!text.startsWith("\"")) {
            int at = text.indexOf('@');
            String local = at < 0 ? text : text.substring(0, at);
            if (!local.chars().allMatch(Address::isAtext)) {
                throw new IllegalArgumentException("not an address");
            }
            return new Address(local, domainAt(text, at < 0 ? text.length() : at));
        }
        StringBuilder local = new StringBuilder();
        int at = 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 1 : 0;
            if (at < text.length()) {
                local.append(text.charAt(at++));
            }
        }
        if (at >= text.length()) {
            throw new IllegalArgumentException("quote not closed");
        }
        return new Address(local.toString(), domainAt(text, at + 1));
    }

    private static Optional<String> domainAt(String text, int at) {
        if (at == text.length()) {
            return Optional.empty();
        }
        if (text.charAt(at) != '@') {
            throw new IllegalArgumentException("not an address");
        }
        return Optional.of(text.substring(at + 1));
    }

    /** Whether it needs SMTPUTF8 to travel (RFC 6531). */
    public boolean isAscii() {
        return toString().chars().allMatch(c -> c < 128);
    }

    public Address withDomain(String newDomain) {
        return new Address(localPart, Optional.of(newDomain));
    }

    /** As it stands between the angle brackets of a path; quoted where needed. */
    @Override
    public String toString() {
        boolean plain = localPart.chars().allMatch(Address::isAtext);
        String local = plain ? localPart : '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return domain.map(d -> local + '@' + d).orElse(local);
    }

    private static boolean isAtext(int c) {
        return isAlphanumeric(c) || ATEXT_SPECIALS.indexOf(c) >= 0 || (c >= 128 && !isControl(c));
    }

    private static boolean isDomain(String domain) {
        boolean literal = domain.length() > 2 && domain.startsWith("[") && domain.endsWith("]");
        String inner = literal ? domain.substring(1, domain.length() - 1) : domain;
        String specials = literal ? "-._:" : "-._";
        boolean shape = !inner.isEmpty() && !inner.startsWith(".") && !inner.contains("..");
        return shape
                && inner.chars()
                        .allMatch(c -> isAlphanumeric(c) || specials.indexOf(c) >= 0 || (c >= 128 && !isControl(c)));
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** C0, C1, the line separators of Unicode, and what says that decoding failed. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFFFD || c == 0xFEFF;
    }
}
