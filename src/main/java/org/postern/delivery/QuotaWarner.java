package org.postern.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a message into the INBOX of a user whose mailbox fills up. It goes past the quota, or the last warning could not be
 * placed. Blocks; thread-safe.
 */
public final class QuotaWarner {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaWarner.class);
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB", "PB"};

    private final MailStore store;
    private final Supplier<BounceSettings> settings;
    private final Clock clock;

    /**
     * Made once.
     *
     * @param store without a quota around it
     * @param settings for the server's name and the sender in From
     */
    public QuotaWarner(MailStore store, Supplier<BounceSettings> settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Warns; a warning that cannot be placed is logged and given up, for nobody waits for it.
     *
     * @param percent of the limit that has been crossed, 1 to 100
     */
    public void warn(UserName user, int percent, StorageUse use) {
        try (Mailbox inbox = store.open(user).open(MailboxName.INBOX);
                Spool spool = store.spool()) {
            Instant now = clock.instant();
            spool.write(ByteBuffer.wrap(compose(user, percent, use, now).getBytes(StandardCharsets.UTF_8)));
            try (SpooledMessage message = spool.seal()) {
                inbox.append(List.of(Arrival.last(message, Flags.NONE, now)));
            }
        } catch (StoreException e) {
            LOG.warn("quota warning for {} cannot be placed", user, e);
        }
    }

    /** With CRLF line ends, RFC 6532 where the address goes beyond ASCII. */
    String compose(UserName user, int percent, StorageUse use, Instant now) {
        BounceSettings by = settings.get();
        return """
                Return-Path: <>
                From: Mail server <%1$s>
                To: <%2$s>
                Subject: Your mailbox is %3$d %% full
                Date: %4$s
                Message-ID: <quota-%3$d-%5$s@%6$s>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii
                Content-Transfer-Encoding: 7bit

                Your mailbox has reached %3$d %% of its limit.

                %7$s
                When it is full, new mail is refused and returned to its senders.
                Please delete messages that you do not need, and empty the trash.
                """.formatted(
                        by.from(),
                        user,
                        percent,
                        TraceFields.date(now, clock.getZone()),
                        Long.toString(now.toEpochMilli(), 36),
                        by.hostname(),
                        figures(use))
                .replace("\n", "\r\n");
    }

    private static String figures(StorageUse use) {
        return line("Storage:  ", use.octets(), use.octetLimit(), QuotaWarner::size)
                + line("Messages: ", use.messages(), use.messageLimit(), Long::toString);
    }

    private static String line(String label, long used, OptionalLong limit, LongFunction<String> print) {
        return limit.isEmpty() ? "" : "  " + label + print.apply(used) + " of " + print.apply(limit.getAsLong()) + "\n";
    }

    private static String size(long octets) {
        int unit = 0;
        double value = octets;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
