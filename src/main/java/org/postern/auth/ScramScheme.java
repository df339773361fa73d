package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SCRAM-SHA-256 (RFC 7677) in Dovecot's form: {@code iterations,salt,StoredKey,ServerKey}, the last three in base64.
 * The password is taken as it is, without SASLprep, as Dovecot does.
 *
 * @param iterations of a new hash
 */
record ScramScheme(int iterations) implements PasswordScheme {
    static final ScramScheme DEFAULT = new ScramScheme(10_000);

    private static final Pattern VALUE =
            Pattern.compile("([1-9][0-9]{0,6}),([A-Za-z0-9+/=]+),([A-Za-z0-9+/=]+),([A-Za-z0-9+/=]+)");
    private static final int SALT_OCTETS = 16;

    @Override
    public String name() {
        return "SCRAM-SHA-256";
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

    /** Hi() of RFC 5802 2.2, which is PBKDF2 with one block. */
    private static byte[] salted(Secret password, byte[] salt, int iterations) {
        Mac mac = mac(password.length() == 0 ? new byte[1] : password.octets()); // HMAC pads keys with NUL anyway
        mac.update(salt);
        byte[] block = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] result = block.clone();
        for (int i = 1; i < iterations; i++) {
            block = mac.doFinal(block);
            for (int j = 0; j < result.length; j++) {
                result[j] ^= block[j];
            }
        }
        return result;
    }

    private static byte[] storedKey(byte[] salted) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        return mac(key).doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
