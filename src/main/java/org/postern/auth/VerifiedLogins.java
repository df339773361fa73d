package org.postern.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers which password was right for whom, so that the next login needs no slow hash. What is kept is a digest
 * under a key that lives as long as this object; it covers the address and the stored field, so an entry cannot serve
 * another user and dies with a change of the password. Thread-safe.
 */
public final class VerifiedLogins {
    public static final int DEFAULT_SIZE = 50_000;
    public static final Duration DEFAULT_LIFE = Duration.ofHours(1);

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Cache<MailAddress, byte[]> digests;

    public VerifiedLogins(SecureRandom random) {
        this(random, DEFAULT_SIZE, DEFAULT_LIFE);
    }

    /**
     * Makes an empty memory with a new key.
     *
     * @param size users that are remembered at most
     * @param life after which a password is checked again in full
     */
    public VerifiedLogins(SecureRandom random, int size, Duration life) {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        this.key = new SecretKeySpec(octets, ALGORITHM);
        this.digests = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(life)
                .executor(Runnable::run)
                .build();
    }

    /** Whether this very password was found right for this user and stored field. */
    boolean knows(User user, Secret password) {
        byte[] known = digests.getIfPresent(user.address());
        return known != null && MessageDigest.isEqual(known, digest(user, password));
    }

    void remember(User user, Secret password) {
        digests.put(user.address(), digest(user, password));
    }

    private byte[] digest(User user, Secret password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            add(mac, user.address().toString().getBytes(StandardCharsets.UTF_8));
            add(mac, user.password().field().getBytes(StandardCharsets.UTF_8));
            add(mac, password.octets());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** With its length before it, so that no two triples give one text. */
    private static void add(Mac mac, byte[] octets) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).array());
        mac.update(octets);
    }
}
