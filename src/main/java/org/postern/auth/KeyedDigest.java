package org.postern.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104) with one key, and what is made of it. For digests that every Java has. Not thread-safe. */
final class KeyedDigest {
    private final Mac mac;

    /** @param digest its name in Java, with the hyphen: SHA-256 */
    KeyedDigest(String digest, byte[] key) {
        try {
            String name = "Hmac" + digest.replace("-", "");
            this.mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no HMAC with " + digest, e);
        }
    }

    KeyedDigest(String digest, Secret password) {
        this(digest, password.length() == 0 ? new byte[1] : password.octets()); // HMAC pads keys with NUL anyway
    }

    byte[] of(byte[] octets) {
        return mac.doFinal(octets);
    }

    /** The first block of PBKDF2 (RFC 8018 5.2): as many octets as the digest has. */
    byte[] pbkdf2(byte[] salt, int iterations) {
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

    /** A digest without a key. */
    static byte[] digest(String name, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no " + name, e);
        }
    }
}
