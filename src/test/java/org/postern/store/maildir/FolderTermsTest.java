package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

/** An index by terms is there or not, whole or not: whoever has the terms is always found. */
final class FolderTermsTest {
    /** Every change would take a minute; each kind of fault begins elsewhere. */
    private static final int STRIDE = Integer.getInteger("postern.test.fault-stride", 5);

    private static final MailboxName WORK = new MailboxName("Work");
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

    private static final String[] WORDS = {"apple", "pear", "odd one", "bad one", "plum", "quince", ""};

    @TempDir
    private Path temporary;

    private final AtomicReference<Instant> now = new AtomicReference<>(Stage.NOON);
    private final AtomicLong most = new AtomicLong(Long.MAX_VALUE);
    private SampleTerms maker = new SampleTerms("1");
    private @Nullable Stage opened;

    private void open(FileLayer files) throws StoreException {
        opened = open(files, most::get);
    }

    private Stage open(FileLayer files, LongSupplier octets) throws StoreException {
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

    private Stage stage() {
        return Objects.requireNonNull(opened);
    }

    private void restart() throws StoreException {
        stage().close();
        open(FaultyFiles.sound());
    }

    private void put(String... texts) throws StoreException {
        try (Mailbox inbox = stage().inbox()) {
            for (String text : texts) {
                stage().put(inbox, text, Flags.NONE);
            }
        }
    }

    private UidSet having(String text) throws StoreException {
        try (Mailbox inbox = stage().inbox()) {
            return having(inbox, text);
        }
    }

    /** Only such as are there. */
    private static UidSet having(Mailbox mailbox, String text) throws StoreException {
        try (TermIndex index = mailbox.termIndex()) {
            return index.having(SampleTerms.of(text)).and(mailbox.refresh().uids());
        }
    }

    private void build() {
        for (int steps = 0; steps < 40; steps++) {
            stage().store().indexTerms();
        }
    }

    private Path index() {
        return stage().root().resolve(FolderTerms.DIRECTORY);
    }

    /** Whoever has the terms is found, whatever the index is like. */
    private static void check(Mailbox mailbox) throws StoreException, IOException {
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

    private void check() throws StoreException, IOException {
        try (Mailbox inbox = stage().inbox()) {
            check(inbox);
        }
    }

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
    void isMadeAnewWhenLostOrOfAnotherMailbox() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        having("a");
        build();
        try (Mailbox work = stage().alice().open(created(WORK))) {
            stage().put(work, "apple", Flags.NONE);
            stage().put(work, "quark", Flags.NONE);
            Files.move(index(), stage().root().resolve(".Work").resolve(FolderTerms.DIRECTORY));
            check(work);
            assertThat(having("q")).isEqualTo(UidSet.range(1, 7));
            build();
            assertThat(having(work, "q")).isEqualTo(UidSet.of(2));
        }
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
    }

    private MailboxName created(MailboxName name) throws StoreException {
        stage().alice().create(name, Optional.empty());
        return name;
    }

    @Test
    void damageMakesNothingWrongAndIsMended() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        put(WORDS);
        having("a");
        build();
        Map<String, byte[]> sound = read(index());
        for (int seed = 0; seed < 60; seed++) {
            stage().close();
            write(index(), sound);
            damage(index(), new Random(seed));
            open(FaultyFiles.sound());
            check();
            build();
            check();
            assertThat(having("q")).as("seed %d", seed).isEqualTo(UidSet.of(3, 4, 6, 10, 11, 13));
        }
    }

    private static void damage(Path directory, Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.sorted().toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        byte[] octets = Files.readAllBytes(file);
        switch (random.nextInt(4)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.write(file, Arrays.copyOf(octets, random.nextInt(octets.length + 1)));
            default -> {
                octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, octets);
            }
        }
    }

    private static Map<String, byte[]> read(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void write(Path directory, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        for (var file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
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

    /** At each change of making an index, something goes wrong; a process that goes on and one that comes after make it. */
    @ParameterizedTest
    @EnumSource
    void faultsMakeNothingWrong(FaultyFiles.Fault fault) throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        stage().close();
        Files.move(temporary.resolve("mail"), temporary.resolve("before"));
        int at = List.of(FaultyFiles.Fault.values()).indexOf(fault);
        boolean reached = true;
        while (reached) {
            at += STRIDE;
            copy(temporary.resolve("before"), temporary.resolve("mail"));
            FaultyFiles files = new FaultyFiles(fault, at);
            reached = survives(files);
            clear(temporary.resolve("mail"));
        }
        assertThat(at).isGreaterThan(40);
    }

    /** Returns whether there were as many changes. */
    private boolean survives(FaultyFiles files) throws Exception {
        try {
            open(files);
            check();
            build();
            check();
            files.mend();
            now.updateAndGet(instant -> instant.plusSeconds(601));
            check();
            if (!files.isStopped()) {
                build();
                assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
            }
        } catch (StoreException e) {
            // the store itself met the fault
        }
        boolean reached = files.hasFailed();
        restart();
        check();
        build();
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
        stage().close();
        return reached;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void clear(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(tree)) {
            paths = new ArrayList<>(all.toList());
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            Files.delete(paths.get(i));
        }
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
