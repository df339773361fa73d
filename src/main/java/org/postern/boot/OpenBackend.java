package org.postern.boot;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.postern.config.Settings;
import org.postern.imap.fetch.MessageSummary;
import org.postern.imap.search.MessageTerms;
import org.postern.mime.Trigrams;
import org.postern.store.IdFormat;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;
import org.postern.store.maildir.TermSettings;
import org.postern.store.memory.MemoryStore;

/**
 * The store under the quota, and what has to be done to it again and again, of which there is nothing while mail is in memory
 * only.
 *
 * @param maildir for what concerns files; empty when mail is in memory only
 */
record OpenBackend(MailStore store, Optional<MaildirStore> maildir) {
    /** @param settings those of now; what is kept and indexed follows them, the rest is as it was at first */
    static OpenBackend open(Backend backend, Supplier<Settings> settings, Clock clock, RandomGenerator random)
            throws IOException {
        return switch (backend) {
            case MEMORY -> new OpenBackend(new MemoryStore(clock), Optional.empty());
            case MAILDIR -> {
                MaildirStore opened = maildir(settings, clock, random);
                yield new OpenBackend(opened, Optional.of(opened));
            }
        };
    }

    private static MaildirStore maildir(Supplier<Settings> settings, Clock clock, RandomGenerator random)
            throws IOException {
        Settings now = settings.get();
        MaildirSettings chosen = MaildirSettings.of(now.hostname())
                .withSummarizer(MessageSummary.SUMMARIZER)
                .withIds(IdFormat.parse(now.pop3().uidl()))
                .withKeepExpunged(() -> settings.get().store().keepExpunged())
                .withKeepSmall(now.store().keepSmall())
                .withTerms(new TermSettings(
                        new MessageTerms(Trigrams.Limits.DEFAULT),
                        () -> settings.get().search().indexOctets()))
                .withAtClose(
                        now.store().onStop() == Settings.OnStop.RELEASE
                                ? MaildirSettings.AtClose.RELEASE
                                : MaildirSettings.AtClose.KEEP);
        try {
            return MaildirStore.open(now.mailDir(), chosen, clock, random);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Has the store notice what other programs did to mailboxes that somebody watches. One thread at a time. */
    void lookAround() {
        maildir.ifPresent(MaildirStore::lookAround);
    }

    /** A step in removing what was expunged too long ago. One thread at a time. */
    void sweepHeld() {
        maildir.ifPresent(MaildirStore::sweepHeld);
    }

    /** Writes what waits to be written of ledgers. */
    void writeLedgers() {
        maildir.ifPresent(MaildirStore::writeLedgers);
    }

    /** A step in holding ledgers against the files. One thread at a time. */
    void sweepLedgers() {
        maildir.ifPresent(MaildirStore::sweepLedgers);
    }

    /** A step in indexing messages for searches. One thread at a time. */
    void indexTerms() {
        maildir.ifPresent(MaildirStore::indexTerms);
    }

    /** No such step is under way when this returns, and none does anything any more. */
    void endIndexing() {
        maildir.ifPresent(MaildirStore::endIndexing);
    }
}
