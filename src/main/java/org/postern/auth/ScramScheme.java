package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SCRAM-SHA-256 (RFC 7677) and SCRAM-SHA-1 (RFC 5802) in Dovecot's form: {@code iterations,salt,StoredKey,ServerKey}, the last three in base64.
 * The password is taken as it is, without SASLprep, as Dovecot does.
 *
 * @param digest its name in Java
 * @param iterations of a new hash
 */
record ScramScheme(String digest, int iterations) implements PasswordScheme {
    static final ScramScheme SHA256 = new ScramScheme("SHA-256", 10_000);
    static final ScramScheme SHA1 = new ScramScheme("SHA-1", 10_000);

    private static final Pattern VALUE =
            Pattern.compile("([1-9][0-9]{0,6}),([A-Za-z0-9+/=]+),([A-Za-z0-9+/=]+),([A-Za-z0-9+/=]+)");
    private static final int SALT_OCTETS = 16;

    @Override
    public String name() {
        return "SCRAM-" + digest;
    }

    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        Matcher matcher = VALUE.matcher(stored.text());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not iterations,salt,stored,server");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] salted = salted(password, base64.decode(matcher.group(2)), Integer.parseInt(matcher.group(1)));
        return MessageDigest.isEqual(storedKey(salted), base64.decode(matcher.group(3)));
    }

    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        byte[] salted = salted(password, salt, iterations);
        Base64.Encoder base64 = Base64.getEncoder();
        return new StoredPassword("{" + name() + "}" + iterations + ',' + base64.encodeToString(salt) + ','
                + base64.encodeToString(storedKey(salted)) + ',' + base64.encodeToString(hmac(salted, "Server Key")));
    }

    /** Hi() of RFC 5802 2.2 is PBKDF2 with one block. */
    private byte[] salted(Secret password, byte[] salt, int iterations) {
        return new KeyedDigest(digest, password).pbkdf2(salt, iterations);
    }

    private byte[] storedKey(byte[] salted) {
        return KeyedDigest.digest(digest, hmac(salted, "Client Key"));
    }

    private byte[] hmac(byte[] key, String text) {
        return new KeyedDigest(digest, key).of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
