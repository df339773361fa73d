package org.postern.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.postern.store.Ledger;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;

/**
 * How an account has grown over some days.
 *
 * @param octets more, or less when negative
 * @param days how many of them the ledger knows of, at least 1
 */
record QuotaGrowth(long octets, long messages, double days) {
    /** Beyond this nobody plans. */
    private static final double MOST_DAYS = 36_500;

    private static final double DAY = Duration.ofDays(1).toSeconds();

    /** @param counts whether what comes into a mailbox counts */
    static QuotaGrowth of(Ledger.Statement ledger, Duration span, Instant now, Predicate<MailboxName> counts) {
        Instant from = now.minus(span);
        long octets = 0;
        long messages = 0;
        for (LedgerEntry entry : ledger.entries()) {
            if (entry.at().isAfter(from) && counts.test(entry.mailbox())) {
                octets += entry.octets();
                messages += entry.messages();
            }
        }
        Instant known = ledger.since().isAfter(from) ? ledger.since() : from;
        return new QuotaGrowth(
                octets, messages, Math.max(1, Duration.between(known, now).toSeconds() / DAY));
    }

    long octetsPerDay() {
        return Math.round(octets / days);
    }

    /** When so many octets more will have come at that rate; empty when they never will. */
    Optional<Duration> untilOctets(long room) {
        return until(room, octets);
    }

    /** As {@link #untilOctets}, for so many messages. */
    Optional<Duration> untilMessages(long room) {
        return until(room, messages);
    }

    private Optional<Duration> until(long room, long more) {
        if (room <= 0) {
            return Optional.of(Duration.ZERO);
        }
        double left = more <= 0 ? Double.POSITIVE_INFINITY : room / (more / days);
        return left > MOST_DAYS ? Optional.empty() : Optional.of(Duration.ofSeconds((long) (left * DAY)));
    }
}
