package org.postern.store.maildir;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Names that come once: of message files {@code <time>.M<usec>P<pid>Q<n>.<host>}, as Maildir delivery agents make them,
 * and ids of mailboxes. Thread-safe when the random generator is.
 */
final class UniqueNames {
    private static final long TEN_DIGITS = 10_000_000_000L;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final String process;
    private final String host;
    private final String boot;
    private final AtomicLong count = new AtomicLong();

    /** @param boot the same until the machine starts again */
    UniqueNames(InstantSource clock, RandomGenerator random, String hostname, String boot) {
        this.clock = clock;
        this.random = random;
        this.process = "P" + ProcessHandle.current().pid() + "Q";
        this.boot = boot;
        this.host = "." + hostname.replaceAll("[^A-Za-z0-9-]", "_");
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
