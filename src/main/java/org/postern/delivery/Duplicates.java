package org.postern.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has got which message lately. Thread-safe.
 *
 * <p>What must stay true: (1) Somebody is noted only after the message lies durably in the mailbox, or in the queue. (2) What
 * is forgotten, by age, number, a crash, or a file that is not ours, is delivered twice and never lost. (3) At most
 * {@link #MAX} are noted.
 */
public final class Duplicates {
    /** The most that are noted: a few megabytes, on disk as in memory. */
    public static final int MAX = 50_000;

    /** The begin of what {@link #save} writes, with its version. */
    private static final long MAGIC = 0x506f737444757031L;

    private static final int RECORD = 3 * Long.BYTES;

    private final InstantSource clock;
    private final int max;
    /** In the order in which they came. */
    private final Map<Key, Instant> noted = new LinkedHashMap<>();

    private boolean changed;

    /** Half of a SHA-256: nobody makes two messages of one. */
    private record Key(long first, long second) {}

    Duplicates(InstantSource clock, int max) {
        this.clock = clock;
        this.max = max;
    }

    /**
     * Whether somebody has got a message already.
     *
     * @param who names a mailbox or somebody elsewhere
     * @param message of {@link MessageDigests}
     * @param window how long ago at most
     */
    synchronized boolean has(String who, byte[] message, Duration window) {
        Instant when = noted.get(key(who, message));
        return when != null && when.plus(window).isAfter(clock.instant());
    }

    /** Notes that somebody has it, and forgets what is older than the window. */
    synchronized void note(String who, byte[] message, Duration window) {
        Instant now = clock.instant();
        Key key = key(who, message);
        noted.remove(key);
        noted.put(key, now);
        Iterator<Instant> all = noted.values().iterator();
        for (Instant oldest = all.next();
                noted.size() > max || !oldest.plus(window).isAfter(now);
                oldest = all.next()) {
            all.remove(); // the newest stays, which ends this
        }
        changed = true;
    }

    private static Key key(String who, byte[] message) {
        MessageDigest digest = MessageDigests.sha256();
        digest.update(message);
        ByteBuffer octets = ByteBuffer.wrap(digest.digest(who.getBytes(StandardCharsets.UTF_8)));
        return new Key(octets.getLong(), octets.getLong());
    }

    /** Everything noted, for {@link #load}; empty when nothing has been since the last time. */
    public synchronized Optional<byte[]> save() {
        if (!changed) {
            return Optional.empty();
        }
        ByteBuffer all = ByteBuffer.allocate(Long.BYTES + noted.size() * RECORD);
        all.putLong(MAGIC);
        noted.forEach(
                (key, when) -> all.putLong(key.first()).putLong(key.second()).putLong(when.toEpochMilli()));
        changed = false;
        return Optional.of(all.array());
    }

    /** Takes what was saved; whatever else it is counts as nothing. */
    public synchronized void load(byte[] saved) {
        ByteBuffer all = ByteBuffer.wrap(saved);
        if (all.remaining() < Long.BYTES || all.getLong() != MAGIC) {
            return;
        }
        while (all.remaining() >= RECORD && noted.size() < max) {
            noted.put(new Key(all.getLong(), all.getLong()), Instant.ofEpochMilli(all.getLong()));
        }
    }
}
