package org.postern.store.maildir;

import org.postern.store.StoreLimits;
import org.postern.store.Summarizer;

/**
 * What a Maildir store is told of the server it serves.
 *
 * @param hostname becomes part of file names
 * @param summarizer makes what {@code postern.cache} keeps of messages
 */
public record MaildirSettings(String hostname, StoreLimits limits, Summarizer summarizer) {
    /** The defaults, without a summarizer. */
    public static MaildirSettings of(String hostname) {
        return new MaildirSettings(hostname, StoreLimits.DEFAULT, Summarizer.NONE);
    }

    public MaildirSettings withLimits(StoreLimits other) {
        return new MaildirSettings(hostname, other, summarizer);
    }

    public MaildirSettings withSummarizer(Summarizer other) {
        return new MaildirSettings(hostname, limits, other);
    }
}
