package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A digest of the password, or of the password and a salt that follows the digest, as LDAP directories and old user files
 * have them. Fast to guess: only for accounts that come from elsewhere.
 *
 * @param name of the scheme
 * @param digest its name in Java
 * @param length of the digest in octets
 * @param salt octets of a new salt; 0 where none is
 * @param usual how a value without a suffix of the scheme is written by Dovecot
 */
record DigestScheme(String name, String digest, int length, int salt, Encoding usual) implements PasswordScheme {
    /** Of octets in a line of text. */
    enum Encoding {
        BASE64,
        HEX
    }

    private static final int SALT = 8;

    static DigestScheme plain(String name, String digest, int length) {
        return new DigestScheme(name, digest, length, 0, Encoding.BASE64);
    }

    static DigestScheme hex(String name, String digest, int length) {
        return new DigestScheme(name, digest, length, 0, Encoding.HEX);
    }

    static DigestScheme salted(String name, String digest, int length) {
        return new DigestScheme(name, digest, length, SALT, Encoding.BASE64);
    }

    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        byte[] value = stored.isEncoded() ? stored.value().octets() : decoded(stored.text());
        boolean right = salt == 0 ? value.length == length : value.length > length;
        if (!right) {
            throw new IllegalArgumentException("is not as long as the digest" + (salt == 0 ? "" : " and a salt"));
        }
        byte[] found = Arrays.copyOfRange(value, length, value.length);
        return MessageDigest.isEqual(digest(password, found), Arrays.copyOf(value, length));
    }

    /** As Dovecot does, takes hexadecimal for base64 where the length of the value says so. */
    private byte[] decoded(String text) {
        boolean hex = usual == Encoding.HEX || (salt == 0 && text.length() == 2 * length);
        return hex ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
    }

    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        byte[] fresh = new byte[salt];
        random.nextBytes(fresh);
        byte[] value = Arrays.copyOf(digest(password, fresh), length + salt);
        System.arraycopy(fresh, 0, value, length, salt);
        String text = usual == Encoding.HEX
                ? HexFormat.of().formatHex(value)
                : new String(Base64.getEncoder().encode(value), StandardCharsets.US_ASCII);
        return new StoredPassword("{" + name + "}" + text);
    }

    private byte[] digest(Secret password, byte[] with) {
        return KeyedDigest.digest(digest, password.octets(), with);
    }
}
