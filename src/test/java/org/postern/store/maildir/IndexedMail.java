package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.SampleTerms;
import org.postern.store.StoreException;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;

/** A store whose INBOX is soon indexed by terms, a few messages at a step, and what tests ask of that. */
abstract class IndexedMail {
    static final MailboxName WORK = new MailboxName("Work");
    /** One message is worth the while; three at a step. */
    private static final Tuning EAGER = new Tuning(
            256,
            1000,
            1 << 16,
            1 << 20,
            16,
            20_000,
            Tuning.Purging.DEFAULT,
            new Tuning.Indexing(1, 1, 3, Long.MAX_VALUE, 1 << 20, Duration.ofMinutes(10)),
            Tuning.Blocks.DEFAULT);

    static final String[] WORDS = {"apple", "pear", "odd one", "bad one", "plum", "quince", ""};

    @TempDir
    Path temporary;

    final AtomicReference<Instant> now = new AtomicReference<>(Stage.NOON);
    final AtomicLong most = new AtomicLong(Long.MAX_VALUE);
    SampleTerms maker = new SampleTerms("1");
    private @Nullable Stage opened;

    void open(FileLayer files) throws StoreException {
        opened = open(files, most::get);
    }

    Stage open(FileLayer files, LongSupplier octets) throws StoreException {
        return Stage.open(
                temporary.resolve("mail"),
                new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, EAGER),
                Stage.SETTINGS.withTerms(new TermSettings(maker, octets)),
                now::get);
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    Stage stage() {
        return Objects.requireNonNull(opened);
    }

    void restart() throws StoreException {
        stage().close();
        open(FaultyFiles.sound());
    }

    void put(String... texts) throws StoreException {
        try (Mailbox inbox = stage().inbox()) {
            for (String text : texts) {
                stage().put(inbox, text, Flags.NONE);
            }
        }
    }

    UidSet having(String text) throws StoreException {
        try (Mailbox inbox = stage().inbox()) {
            return having(inbox, text);
        }
    }

    /** Only such as are there. */
    static UidSet having(Mailbox mailbox, String text) throws StoreException {
        try (TermIndex index = mailbox.termIndex()) {
            return index.having(SampleTerms.of(text)).and(mailbox.refresh().uids());
        }
    }

    void build() {
        for (int steps = 0; steps < 40; steps++) {
            stage().store().indexTerms();
        }
    }

    Path index() {
        return stage().root().resolve(FolderTerms.DIRECTORY);
    }

    /** Whoever has the terms is found, whatever the index is like. */
    static void check(Mailbox mailbox) throws StoreException, IOException {
        MailboxSnapshot all = mailbox.refresh();
        for (String wanted : List.of("a", "pl", "q", "zz", "e")) {
            UidSet found = having(mailbox, wanted);
            for (int row = 0; row < all.size(); row++) {
                String text = Stage.text(mailbox, all.uid(row));
                if (SampleTerms.mayHave(text, SampleTerms.of(wanted))) {
                    assertThat(found.contains(all.uid(row)))
                            .as("'%s' has '%s'", text, wanted)
                            .isTrue();
                }
            }
        }
    }

    void check() throws StoreException, IOException {
        try (Mailbox inbox = stage().inbox()) {
            check(inbox);
        }
    }

    MailboxName created(MailboxName name) throws StoreException {
        stage().alice().create(name, Optional.empty());
        return name;
    }
}
