package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.apache.commons.codec.digest.Crypt;

/**
 * The glibc family of crypt(3): {@code $6$}, {@code $5$} and {@code $1$}.
 *
 * @param name of the scheme
 * @param prefix that its values start with
 */
record ShaCryptScheme(String name, String prefix) implements PasswordScheme {
    static final ShaCryptScheme SHA512 = new ShaCryptScheme("SHA512-CRYPT", "$6$");
    static final ShaCryptScheme SHA256 = new ShaCryptScheme("SHA256-CRYPT", "$5$");
    static final ShaCryptScheme MD5 = new ShaCryptScheme("MD5-CRYPT", "$1$");

    /** The same by the name that Dovecot 1 gave it. */
    static final ShaCryptScheme OLD_MD5 = new ShaCryptScheme("MD5", "$1$");

    private static final String SALT_CHARACTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SALT_LENGTH = 16;
    private static final int MD5_SALT_LENGTH = 8;

    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        String expected = stored.text();
        if (!expected.startsWith(prefix)) {
            throw new IllegalArgumentException("does not start with " + prefix);
        }
        return MessageDigest.isEqual(
                ascii(Crypt.crypt(password.octets(), expected)), ascii(expected)); // octets() copies: Crypt erases them
    }

    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        StringBuilder salt = new StringBuilder(prefix);
        int length = prefix.equals(MD5.prefix) ? MD5_SALT_LENGTH : SALT_LENGTH;
        for (int i = 0; i < length; i++) {
            salt.append(SALT_CHARACTERS.charAt(random.nextInt(SALT_CHARACTERS.length())));
        }
        return new StoredPassword("{" + name + "}" + Crypt.crypt(password.octets(), salt.toString()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
