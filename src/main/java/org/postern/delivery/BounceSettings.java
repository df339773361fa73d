package org.postern.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * How reports are written, and how they and forwarded messages are sent.
 *
 * @param hostname this server's name
 * @param from address in the From field of reports
 * @param smarthost takes what is not for a user here; without one such messages wait in the queue until they expire
 * @param timeout of each answer of the smarthost and each write to it; connecting may take a minute of it
 * @param schedule of further attempts, and their end
 * @param texts of reports
 * @param shelf for what has failed and nobody may be told of
 */
public record BounceSettings(
        String hostname,
        String from,
        Optional<Smarthost> smarthost,
        Duration timeout,
        RetrySchedule schedule,
        ReportTexts texts,
        Shelf shelf) {
    /** RFC 5321 4.5.3.2.6: who gives up sooner at the end of a message has it sent twice by a server that only is slow. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    public BounceSettings(String hostname, String from, Optional<Smarthost> smarthost) {
        this(hostname, from, smarthost, DEFAULT_TIMEOUT, RetrySchedule.DEFAULT, ReportTexts.ENGLISH, Shelf.DEFAULT);
    }

    /**
     * How long and how much is kept that has failed.
     *
     * @param octets of all such messages together; beyond, those that failed first go first
     */
    public record Shelf(Duration time, long octets) {
        /** As long as expunged mail, and one gibibyte. */
        public static final Shelf DEFAULT = new Shelf(Duration.ofDays(14), 1L << 30);
    }

    /** A mail server that relays for us. */
    public record Smarthost(String host, int port) {}

    public BounceSettings withTimeout(Duration longest) {
        return new BounceSettings(hostname, from, smarthost, longest, schedule, texts, shelf);
    }

    public BounceSettings withSchedule(RetrySchedule other) {
        return new BounceSettings(hostname, from, smarthost, timeout, other, texts, shelf);
    }

    public BounceSettings withTexts(ReportTexts others) {
        return new BounceSettings(hostname, from, smarthost, timeout, schedule, others, shelf);
    }

    public BounceSettings withShelf(Shelf another) {
        return new BounceSettings(hostname, from, smarthost, timeout, schedule, texts, another);
    }
}
