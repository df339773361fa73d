package org.postern.store.maildir;

import java.time.Duration;
import java.util.function.Supplier;
import org.postern.store.IdFormat;
import org.postern.store.StoreLimits;
import org.postern.store.Summarizer;

/**
 * What a Maildir store is told of the server it serves.
 *
 * @param hostname becomes part of file names
 * @param summarizer makes what {@code postern.cache} keeps of messages
 * @param ids of the messages of accounts made or taken over from now on
 * @param keepExpunged how long messages are held after they were expunged, zero for not at all; asked each time
 * @param terms how messages are indexed for searches
 */
public record MaildirSettings(
        String hostname,
        StoreLimits limits,
        Summarizer summarizer,
        IdFormat ids,
        AtClose atClose,
        Supplier<Duration> keepExpunged,
        TermSettings terms) {
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
                TermSettings.NONE);
    }

    public MaildirSettings withLimits(StoreLimits other) {
        return new MaildirSettings(hostname, other, summarizer, ids, atClose, keepExpunged, terms);
    }

    public MaildirSettings withSummarizer(Summarizer other) {
        return new MaildirSettings(hostname, limits, other, ids, atClose, keepExpunged, terms);
    }

    public MaildirSettings withIds(IdFormat other) {
        return new MaildirSettings(hostname, limits, summarizer, other, atClose, keepExpunged, terms);
    }

    public MaildirSettings withAtClose(AtClose other) {
        return new MaildirSettings(hostname, limits, summarizer, ids, other, keepExpunged, terms);
    }

    public MaildirSettings withKeepExpunged(Supplier<Duration> other) {
        return new MaildirSettings(hostname, limits, summarizer, ids, atClose, other, terms);
    }

    public MaildirSettings withTerms(TermSettings other) {
        return new MaildirSettings(hostname, limits, summarizer, ids, atClose, keepExpunged, other);
    }
}
