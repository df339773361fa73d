package org.postern.store;

import java.util.Locale;

/**
 * The canonical address that owns an account: {@code local@domain}, lower case. Only checked against what would be
 * dangerous in a path or a log; whether such a user exists is for {@code auth} to say.
 */
public record UserName(String address) implements Comparable<UserName> {
    /** Longest address, in characters; below every file system's limit for one name. */
    public static final int MAX_LENGTH = 254;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the address could not name a directory safely
     */
    public UserName {
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1 || address.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("not an address: local@domain is needed");
        }
        requireSafe(address.substring(0, at));
        requireSafe(address.substring(at + 1));
        if (!address.equals(address.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not canonical: upper case");
        }
    }

    public static UserName of(String address) {
        return new UserName(address.toLowerCase(Locale.ROOT));
    }

    public String localPart() {
        return address.substring(0, address.lastIndexOf('@'));
    }

    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    @Override
    public int compareTo(UserName other) {
        return address.compareTo(other.address);
    }

    @Override
    public String toString() {
        return address;
    }

    private static void requireSafe(String part) {
        boolean bad = part.startsWith(".")
                || part.chars()
                        .anyMatch(c -> c == '/'
                                || c == '\\'
                                || Character.isISOControl(c)
                                || c == '\uFFFD'
                                || Character.isWhitespace(c));
        if (bad) {
            throw new IllegalArgumentException("not an address that can name a mailbox directory");
        }
    }
}
