package org.postern.store.maildir;

import org.postern.store.IdFormat;
import org.postern.store.StoreLimits;
import org.postern.store.Summarizer;

/**
 * What a Maildir store is told of the server it serves.
 *
 * @param hostname becomes part of file names
 * @param summarizer makes what {@code postern.cache} keeps of messages
 * @param ids of the messages of accounts made or taken over from now on
 */
public record MaildirSettings(String hostname, StoreLimits limits, Summarizer summarizer, IdFormat ids) {
    /** The defaults, without a summarizer. */
    public static MaildirSettings of(String hostname) {
        return new MaildirSettings(hostname, StoreLimits.DEFAULT, Summarizer.NONE, IdFormat.DEFAULT);
    }

    public MaildirSettings withLimits(StoreLimits other) {
        return new MaildirSettings(hostname, other, summarizer, ids);
    }

    public MaildirSettings withSummarizer(Summarizer other) {
        return new MaildirSettings(hostname, limits, other, ids);
    }

    public MaildirSettings withIds(IdFormat other) {
        return new MaildirSettings(hostname, limits, summarizer, other);
    }
}
