package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Parallel;
import org.postern.store.Problem;
import org.postern.store.SampleTerms;
import org.postern.store.StoreException;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;

/** An index by terms is made, kept up and given up, as far as it is wanted and there is room. */
final class FolderTermsTest extends IndexedMail {
    @Test
    void isMadeOnceSomebodySearches() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        build();
        assertThat(index()).doesNotExist();
        assertThat(having("q")).isEqualTo(UidSet.range(1, 7));
        assertThat(index()).doesNotExist();
        build();
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6)); // "odd" and "bad" may have anything
        assertThat(having("zz")).isEqualTo(UidSet.of(3, 4));
        assertThat(having("")).isEqualTo(UidSet.range(1, 7));
        assertThat(maker.made()).isEqualTo(7);
        check();
    }

    @Test
    void isKeptUpOnceItIsThere() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        having("a");
        build();
        put("peach", "melon");
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6, 8, 9));
        build();
        assertThat(maker.made()).isEqualTo(9);
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
        assertThat(having("m")).isEqualTo(UidSet.of(3, 4, 5, 9));
    }

    @Test
    void staysOverARestart() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        having("a");
        build();
        restart();
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
        build();
        assertThat(maker.made()).isEqualTo(7);
    }

    @Test
    void forgetsWhatIsExpunged() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        put(WORDS);
        having("a");
        build();
        try (Mailbox inbox = stage().inbox()) {
            inbox.expunge(UidSet.range(1, 10));
            stage().put(inbox, "pear", Flags.NONE);
        }
        assertThat(having("q")).isEqualTo(UidSet.of(11, 13, 15));
        build();
        assertThat(having("q")).isEqualTo(UidSet.of(11, 13));
        try (Mailbox inbox = stage().inbox();
                TermIndex index = inbox.termIndex()) {
            // what the index does not know may have any terms, though nobody has it
            assertThat(index.having(SampleTerms.of("zz")).contains(5)).isTrue();
        }
    }

    @Test
    void anotherVersionIsMadeAnew() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        having("a");
        build();
        maker = new SampleTerms("2");
        restart();
        assertThat(having("q")).isEqualTo(UidSet.range(1, 7));
        build();
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
        assertThat(maker.made()).isEqualTo(7);
    }

    @Test
    void isNotMadeWhereItMayTakeNothing() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        most.set(0);
        having("a");
        build();
        assertThat(index()).doesNotExist();
        most.set(1);
        having("a");
        build();
        put("peach");
        assertThat(having("q")).isEqualTo(UidSet.range(3, 8));
        assertThat(maker.made()).isEqualTo(3); // one step fits in, as there was nothing
        most.set(Long.MAX_VALUE);
        build();
        assertThat(maker.made()).isEqualTo(3);
        now.set(Stage.NOON.plusSeconds(601));
        having("a");
        build();
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
    }

    @Test
    void aShortDiskHasNoRoomForIt() throws Exception {
        FaultyFiles files = FaultyFiles.sound();
        open(files);
        put(WORDS);
        files.setSpace(new FileLayer.Space(1000, 10));
        having("a");
        build();
        assertThat(index()).doesNotExist();
        check();
    }

    @Test
    void goesWithItsMailbox() throws Exception {
        open(FaultyFiles.sound());
        MailboxName jobs = new MailboxName("Jobs");
        try (Mailbox work = stage().alice().open(created(WORK))) {
            stage().put(work, "apple", Flags.NONE);
            stage().put(work, "quark", Flags.NONE);
            having(work, "a");
            build();
        }
        stage().alice().rename(WORK, jobs);
        try (Mailbox renamed = stage().alice().open(jobs)) {
            assertThat(having(renamed, "q")).isEqualTo(UidSet.of(2));
        }
        assertThat(maker.made()).isEqualTo(2);
        stage().alice().delete(jobs);
        try (Stream<Path> all = Files.walk(temporary.resolve("mail"))) {
            assertThat(all.filter(p -> p.endsWith(FolderTerms.DIRECTORY))).isEmpty();
        }
        assertThat(stage().alice().held().list()).hasSize(2);
    }

    @Test
    void isNoMailAndNoFault() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        long octets = stage().alice().use().octets();
        having("a");
        build();
        assertThat(index()).isDirectory();
        assertThat(stage().alice().recalculate().octets()).isEqualTo(octets);
        assertThat(stage().store()
                        .administration()
                        .check(Stage.ALICE, CheckDepth.CONTENTS)
                        .findings())
                .isEmpty();
        stage().store().administration().release(Stage.ALICE, stage().alice().use());
        assertThat(index()).isDirectory();
    }

    @Test
    void nothingBeginsAfterTheEnd() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        having("a");
        stage().store().endIndexing();
        build();
        assertThat(index()).doesNotExist();
        check();
    }

    @Test
    void searchesDeliveriesAndExpungesGoOnMeanwhile() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        List<Callable<Boolean>> tasks = List.of(this::deliver, this::expunge, this::search, this::makeIndex);
        Parallel.run(tasks.size(), tasks::get);
        check();
        for (int n = 0; n < 20; n++) {
            having("a");
            build();
        }
        check();
    }

    private boolean deliver() throws StoreException {
        Random random = new Random(1);
        for (int n = 0; n < 200; n++) {
            put(WORDS[random.nextInt(WORDS.length)]);
        }
        return true;
    }

    private boolean expunge() throws StoreException {
        for (int n = 0; n < 100; n++) {
            try (Mailbox inbox = stage().inbox()) {
                MailboxSnapshot all = inbox.refresh();
                inbox.expunge(all.isEmpty() ? UidSet.NONE : UidSet.of(all.uid(all.size() / 2)));
            }
        }
        return true;
    }

    private boolean search() throws StoreException, IOException {
        for (int n = 0; n < 100; n++) {
            searchExactly();
        }
        return true;
    }

    private boolean makeIndex() {
        for (int n = 0; n < 300; n++) {
            stage().store().indexTerms();
        }
        return true;
    }

    /** What was there before the index was asked, and is there still, is found if it has the term. */
    private void searchExactly() throws StoreException, IOException {
        try (Mailbox inbox = stage().inbox()) {
            MailboxSnapshot before = inbox.refresh();
            UidSet found;
            try (TermIndex index = inbox.termIndex()) {
                found = index.having(SampleTerms.of("q"));
            }
            MailboxSnapshot after = inbox.refresh();
            for (long uid : before.uids().and(after.uids()).stream().toArray()) {
                if (!found.contains(uid)) {
                    try {
                        assertThat(Stage.text(inbox, uid)).doesNotContain("q");
                    } catch (StoreException e) {
                        assertThat(e.problem()).isEqualTo(Problem.MESSAGE_GONE);
                    }
                }
            }
        }
    }
}
