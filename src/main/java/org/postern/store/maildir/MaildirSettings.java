package org.postern.store.maildir;

import java.time.Duration;
import java.util.function.Supplier;
import org.postern.store.IdFormat;
import org.postern.store.StoreLimits;
import org.postern.store.Summaries;
import org.postern.store.Summarizer;

/**
 * What a Maildir store is told of the server it serves.
 *
 * @param hostname becomes part of file names
 * @param summarizer makes what {@code postern.cache} keeps of messages
 * @param ids of the messages of accounts made or taken over from now on
 * @param keepExpunged how long messages are held after they were expunged, zero for not at all; asked each time
 * @param terms how messages are indexed for searches
 * @param keepSmall messages up to so many octets are kept whole in {@code postern.small} too, 0 to {@value #KEEP_SMALL_MOST}
 */
public record MaildirSettings(
        String hostname,
        StoreLimits limits,
        Summarizer summarizer,
        IdFormat ids,
        AtClose atClose,
        Supplier<Duration> keepExpunged,
        TermSettings terms,
        int keepSmall) {
    /** Messages up to so many octets are kept whole unless a store is told otherwise. */
    public static final int KEEP_SMALL = 4096;

    /** The most that {@code keepSmall} may be. */
    public static final int KEEP_SMALL_MOST = Summaries.LONGEST;

    public MaildirSettings {
        if (keepSmall < 0 || keepSmall > KEEP_SMALL_MOST) {
            throw new IllegalArgumentException("keepSmall " + keepSmall);
        }
    }

    /** What happens to the accounts that were used, when the store is closed. */
    public enum AtClose {
        KEEP,
        /** What another server must know to go on is written into them. */
        RELEASE
    }

    /** The defaults, without a summarizer. */
    public static MaildirSettings of(String hostname) {
        return new MaildirSettings(
                hostname,
                StoreLimits.DEFAULT,
                Summarizer.NONE,
                IdFormat.DEFAULT,
                AtClose.KEEP,
                () -> StoreLimits.KEEP_EXPUNGED,
                TermSettings.NONE,
                KEEP_SMALL);
    }

    public MaildirSettings withLimits(StoreLimits other) {
        return new MaildirSettings(hostname, other, summarizer, ids, atClose, keepExpunged, terms, keepSmall);
    }

    public MaildirSettings withSummarizer(Summarizer other) {
        return new MaildirSettings(hostname, limits, other, ids, atClose, keepExpunged, terms, keepSmall);
    }

    public MaildirSettings withIds(IdFormat other) {
        return new MaildirSettings(hostname, limits, summarizer, other, atClose, keepExpunged, terms, keepSmall);
    }

    public MaildirSettings withAtClose(AtClose other) {
        return new MaildirSettings(hostname, limits, summarizer, ids, other, keepExpunged, terms, keepSmall);
    }

    public MaildirSettings withKeepExpunged(Supplier<Duration> other) {
        return new MaildirSettings(hostname, limits, summarizer, ids, atClose, other, terms, keepSmall);
    }

    public MaildirSettings withTerms(TermSettings other) {
        return new MaildirSettings(hostname, limits, summarizer, ids, atClose, keepExpunged, other, keepSmall);
    }

    public MaildirSettings withKeepSmall(int octets) {
        return new MaildirSettings(hostname, limits, summarizer, ids, atClose, keepExpunged, terms, octets);
    }
}
