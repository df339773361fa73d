package org.postern.auth;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a user, in the one form that is compared, stored and made a path of: lower case, the local part in
 * Unicode's NFC, the domain in ASCII (A-labels).
 *
 * @param localPart no quoting is needed for it in an address (RFC 5321's Dot-string, with UTF-8 as in RFC 6531)
 * @param domain letters, digits and hyphens in labels
 */
public record MailAddress(String localPart, String domain) implements Comparable<MailAddress> {
    /** The longest address, in octets of UTF-8 (RFC 5321 4.5.3.1.3, without the angle brackets). */
    public static final int MAX_OCTETS = 254;

    /** The longest label of a domain, in octets. */
    private static final int MAX_LABEL = 63;

    private static final String ATOM_SPECIALS = "!#$%&'*+-=?^_`{|}~.";

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException when one is not canonical, or could be dangerous as the name of a directory
     */
    public MailAddress {
        requireLocalPart(localPart);
        requireDomain(domain);
        if (localPart.getBytes(StandardCharsets.UTF_8).length + 1 + domain.length() > MAX_OCTETS) {
            throw new IllegalArgumentException("longer than " + MAX_OCTETS + " octets");
        }
    }

    /**
     * Reads an address as people write it and brings it into its canonical form.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat the text
     */
    public static MailAddress parse(String text) {
        return parse(text, Optional.empty());
    }

    /**
     * Reads an address that may lack its domain.
     *
     * @param defaultDomain appended to a text without "@"
     * @throws IllegalArgumentException with a sentence that does not repeat the text
     */
    public static MailAddress parse(String text, Optional<String> defaultDomain) {
        if (text.length() > MAX_OCTETS) {
            throw new IllegalArgumentException("longer than " + MAX_OCTETS + " octets");
        }
        int at = text.lastIndexOf('@');
        String localPart = at < 0 ? text : text.substring(0, at);
        String domain = at < 0
                ? defaultDomain.orElseThrow(() -> new IllegalArgumentException("has no domain"))
                : text.substring(at + 1);
        return new MailAddress(canonical(localPart), canonicalDomain(domain));
    }

    /**
     * Reads an address that may be elsewhere, where upper case may mean something: the local part stays as it is.
     *
     * @param defaultDomain appended to a text without "@"
     * @throws IllegalArgumentException with a sentence that does not repeat the text
     */
    static String asWritten(String text, Optional<String> defaultDomain) {
        String domain = parse(text, defaultDomain).domain();
        int at = text.lastIndexOf('@');
        return text.substring(0, at < 0 ? text.length() : at) + '@' + domain;
    }

    /**
     * Brings the name of a domain into lower case and ASCII.
     *
     * @throws IllegalArgumentException when it is not the name of a domain
     */
    public static String canonicalDomain(String text) {
        if (text.length() > MAX_OCTETS) {
            throw new IllegalArgumentException("the domain is too long");
        }
        String domain = (isAscii(text) ? text : IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES)).toLowerCase(Locale.ROOT);
        requireDomain(domain);
        return domain;
    }

    private static String canonical(String localPart) {
        String lower = localPart.toLowerCase(Locale.ROOT);
        return isAscii(lower) ? lower : Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static void requireDomain(String domain) {
        int start = 0;
        for (int i = 0; i <= domain.length(); i++) {
            if (i == domain.length() || domain.charAt(i) == '.') {
                requireLabel(domain, start, i);
                start = i + 1;
            }
        }
    }

    /** Letters, digits and hyphens, a hyphen neither first nor last. */
    private static void requireLabel(String domain, int from, int to) {
        boolean valid =
                to > from && to - from <= MAX_LABEL && domain.charAt(from) != '-' && domain.charAt(to - 1) != '-';
        for (int i = from; valid && i < to; i++) {
            char c = domain.charAt(i);
            valid = isLetterOrDigit(c) || c == '-';
        }
        if (!valid) {
            throw new IllegalArgumentException("the domain is not valid");
        }
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static void requireLocalPart(String text) {
        if (text.isEmpty() || text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
            throw new IllegalArgumentException("the part before \"@\" is empty or has a dot in the wrong place");
        }
        if (text.startsWith("#")) {
            throw new IllegalArgumentException("an address must not start with \"#\""); // a comment in the user file
        }
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (!isAllowed(text.codePointAt(i))) {
                throw new IllegalArgumentException("the part before \"@\" has a character that is not allowed");
            }
        }
        if (!canonical(text).equals(text)) {
            throw new IllegalArgumentException("the part before \"@\" is not canonical");
        }
    }

    /** RFC 5322's atext and dot without "/", and beyond ASCII whatever prints and is not a space. */
    private static boolean isAllowed(int c) {
        if (c < 0x80) {
            return isLetterOrDigit(c) || ATOM_SPECIALS.indexOf(c) >= 0;
        }
        return switch (Character.getType(c)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != 0xFFFD;
        };
    }

    @Override
    public int compareTo(MailAddress other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : localPart.compareTo(other.localPart);
    }

    /** The whole address. */
    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
