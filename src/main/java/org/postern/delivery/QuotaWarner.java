package org.postern.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postern.delivery.NoticeTemplate.Placeholder;
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
 * Puts a message into the INBOX of a user whose mailbox fills up, or has room again after mail was refused. It goes past the
 * quota, or the last warning could not be placed. Blocks; thread-safe.
 */
public final class QuotaWarner {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaWarner.class);
    private static final int FULL = 100;
    private static final List<String> UNITS = List.of("bytes", "KB", "MB", "GB", "TB", "PB");

    private final MailStore store;
    private final Supplier<BounceSettings> settings;
    private final Supplier<NoticeTemplates> templates;
    private final Clock clock;

    /**
     * How full a mailbox is.
     *
     * @param percent of the limit that has been crossed, or that is used, 1 to 100
     * @param domain whose users share the limit of storage; empty when it is the user's own
     */
    public record Fill(int percent, StorageUse use, Optional<String> domain) {}

    /**
     * Made once.
     *
     * @param store without a quota around it
     * @param settings for the server's name and the sender in From
     */
    public QuotaWarner(
            MailStore store, Supplier<BounceSettings> settings, Supplier<NoticeTemplates> templates, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.templates = templates;
        this.clock = clock;
    }

    /** Warns; a warning that cannot be placed is logged and given up, for nobody waits for it. Who is full is told so. */
    public void warn(UserName user, Fill fill) {
        NoticeTemplates now = templates.get();
        int percent = fill.use().percent() < FULL ? fill.percent() : FULL;
        place(user, compose(now.warning(), values(user, new Fill(percent, fill.use(), fill.domain()), now.locale())));
    }

    /** Says that the mailbox takes mail again; fails as {@link #warn}. */
    public void relieve(UserName user, Fill fill) {
        NoticeTemplates now = templates.get();
        place(user, compose(now.relief(), values(user, fill, now.locale())));
    }

    private void place(UserName user, String message) {
        try (Mailbox inbox = store.open(user).open(MailboxName.INBOX);
                Spool spool = store.spool()) {
            spool.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
            try (SpooledMessage sealed = spool.seal()) {
                inbox.append(List.of(Arrival.last(sealed, Flags.NONE, clock.instant())));
            }
        } catch (StoreException e) {
            LOG.warn("a message about quota for {} cannot be placed", user, e);
        }
    }

    /** RFC 6532 where the address goes beyond ASCII. */
    private String compose(NoticeTemplate template, Map<Placeholder, String> values) {
        BounceSettings by = settings.get();
        Instant now = clock.instant();
        String text = template.text(values);
        boolean ascii = EncodedText.isAscii(text);
        return """
                Return-Path: <>
                From: Mail server <%s>
                To: <%s>
                Subject: %s
                Date: %s
                Message-ID: <quota-%s-%s@%s>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=%s
                Content-Transfer-Encoding: %s

                """.formatted(
                                by.from(),
                                values.get(Placeholder.ADDRESS),
                                EncodedText.of(template.subject(values)),
                                TraceFields.date(now, clock.getZone()),
                                values.get(Placeholder.PERCENT),
                                Long.toString(now.toEpochMilli(), 36),
                                by.hostname(),
                                ascii ? "us-ascii" : "utf-8",
                                ascii ? "7bit" : "8bit")
                        .replace("\n", "\r\n")
                + text;
    }

    private Map<Placeholder, String> values(UserName user, Fill fill, Locale locale) {
        StorageUse use = fill.use();
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.PERCENT, Integer.toString(fill.percent()));
        values.put(Placeholder.ADDRESS, user.address());
        values.put(Placeholder.HOSTNAME, settings.get().hostname());
        values.put(Placeholder.USAGE, size(use.octets(), locale));
        values.put(Placeholder.MESSAGES, Long.toString(use.messages()));
        fill.domain().ifPresent(domain -> values.put(Placeholder.DOMAIN, domain));
        use.octetLimit().ifPresent(limit -> values.put(Placeholder.LIMIT, size(limit, locale)));
        use.messageLimit().ifPresent(limit -> values.put(Placeholder.MESSAGE_LIMIT, Long.toString(limit)));
        return values;
    }

    private static String size(long octets, Locale locale) {
        int unit = 0;
        double value = octets;
        while (value >= 1024 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(locale, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
    }
}
