package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Names that come once: of message files {@code <time>.M<usec>P<pid>Q<n>.<host>}, as Maildir delivery agents make them,
 * and ids of mailboxes. Thread-safe when the random generator is.
 */
final class UniqueNames {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final long TEN_DIGITS = 10_000_000_000L;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final String process;
    private final String host;
    private final String boot;
    private final AtomicLong count = new AtomicLong();

    /** @param boot the same until the machine starts again */
    private UniqueNames(InstantSource clock, RandomGenerator random, String hostname, String boot) {
        this.clock = clock;
        this.random = random;
        this.process = "P" + ProcessHandle.current().pid() + "Q";
        this.boot = boot;
        this.host = "." + hostname.replaceAll("[^A-Za-z0-9-]", "_");
    }

    /** Where the machine cannot be asked which start this is, it passes for a new one. */
    static UniqueNames sinceBoot(FileLayer files, InstantSource clock, RandomGenerator random, String hostname) {
        String boot = bootId(files).orElseGet(() -> Long.toHexString(random.nextLong()));
        return new UniqueNames(clock, random, hostname, boot);
    }

    private static Optional<String> bootId(FileLayer files) {
        try (FileChannel channel = files.openToRead(BOOT_ID)) {
            ByteBuffer octets = ByteBuffer.allocate(64);
            channel.read(octets);
            String id = new String(octets.array(), 0, octets.position(), StandardCharsets.US_ASCII).strip();
            return Optional.of(id).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String boot() {
        return boot;
    }

    String next() {
        return local() + host;
    }

    /** Without the host: shorter, for what is of this server only. Begins with the second, in ten digits. */
    String local() {
        Instant now = clock.instant();
        long micros = now.getNano() / 1000;
        String second = Long.toString(TEN_DIGITS + now.getEpochSecond()).substring(1);
        return second + ".M" + micros + process + count.incrementAndGet();
    }

    /** 32 hexadecimal digits: time first, then chance. */
    String mailboxId() {
        return String.format("%016x%016x", clock.millis(), random.nextLong());
    }
}
