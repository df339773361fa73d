package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.Account;
import org.postern.store.Flags;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/** Nested directories become folders and nested directories again, also when interrupted anywhere. */
final class NestedFoldersTest {
    private static final List<String> FOLDERS = List.of(
            "Work", "Work/2026", "Work/2026/&ZeVnLIqe-", "Deep/er/est", "a.b", "a.b/.c", "Entw&APw-rfe", ".dot");

    @TempDir
    private Path temporary;

    private Path tree(String place) throws IOException {
        Path root = temporary.resolve(place).resolve("example.org/alice");
        mailbox(root);
        for (String folder : FOLDERS) {
            Files.writeString(mailbox(root.resolve(folder)).resolve("dovecot-uidlist"), "3 V7 N1\n");
        }
        Files.createDirectories(root.resolve("sieve/tmp"));
        Files.writeString(root.resolve("subscriptions"), "V\t2\n\na.b\na.b\t.c\nWork\n");
        return root;
    }

    private static Path mailbox(Path path) throws IOException {
        for (String directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(path.resolve(directory));
        }
        return path;
    }

    private static Set<String> mailboxes(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(p -> p.endsWith("cur"))
                    .map(p -> root.relativize(p).toString().replaceAll("/?cur$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> names(Account account) throws StoreException {
        return account.mailboxes().stream().map(e -> e.name().path()).toList();
    }

    private static final List<String> NAMES = List.of(
            "INBOX",
            ".dot",
            "Deep/er/est",
            "Entw\u00fcrfe",
            "Work",
            "Work/2026",
            "Work/2026/\u65e5\u672c\u8a9e",
            "a.b",
            "a.b/.c");

    private static MaildirStore.Machine machine(FileLayer files) {
        return new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL);
    }

    private Stage open(String place, FileLayer files) throws StoreException {
        return Stage.open(temporary.resolve(place), machine(files));
    }

    private static void release(Stage stage) throws StoreException {
        stage.store().administration().release(Stage.ALICE, stage.alice().use());
    }

    @Test
    void foldersAreThereAndGoBackToWhereTheyWere() throws Exception {
        Path root = tree("sound");
        Set<String> before = mailboxes(root);
        try (Stage stage = open("sound", FaultyFiles.sound())) {
            assertThat(names(stage.alice())).containsExactlyElementsOf(NAMES);
            stage.alice().create(new MailboxName("Deep"), Optional.empty());
            stage.alice().create(new MailboxName("New/\u00e4/b.c"), Optional.empty());
            stage.alice().create(new MailboxName("Work/new"), Optional.empty());
            release(stage);
            before.addAll(List.of("Deep", "New/&AOQ-/b.c", ".Work.new"));
            assertThat(mailboxes(root)).isEqualTo(before);
            assertThat(root.resolve("subscriptions")).hasContent("V\t2\n\nWork\na.b\na.b\t.c\n");
            assertThat(root.resolve("sieve")).isDirectory();
            assertThat(root.resolve("Work/maildirfolder")).doesNotExist();
            assertThat(names(stage.alice()))
                    .contains("Deep", "New/\u00e4/b.c", "Work/new")
                    .hasSize(12);
        }
    }

    /** Where every directory is a folder, indexes would be some. */
    @Test
    void indexesOfSearchesDoNotGoBack() throws Exception {
        Path root = tree("indexed");
        Set<String> before = mailboxes(root);
        try (Stage stage = open("indexed", FaultyFiles.sound())) {
            assertThat(names(stage.alice())).containsExactlyElementsOf(NAMES);
            for (String folder : List.of("", ".Work")) {
                Path index = Files.createDirectory(FolderTerms.path(root.resolve(folder)));
                Files.createDirectory(index.resolve("cur"));
            }
            release(stage);
            assertThat(mailboxes(root)).isEqualTo(before);
            Files.createDirectories(FolderTerms.path(root).resolve("cur"));
            assertThat(names(stage.alice())).containsExactlyElementsOf(NAMES);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STOP", "ERROR"})
    void interruptedAnywhereBothWaysGoOn(FaultyFiles.Fault fault) throws Exception {
        Path sound = tree("sound" + fault);
        Set<String> before = mailboxes(sound);
        FaultyFiles counting = new FaultyFiles(fault, Integer.MAX_VALUE);
        thereAndBack("sound" + fault, counting);
        for (int at = 1; at <= counting.changes(); at += 7) {
            String place = fault + "-" + at;
            Path root = tree(place);
            thereAndBack(place, new FaultyFiles(fault, at));
            try (Stage again = open(place, FaultyFiles.sound())) {
                assertThat(names(again.alice())).as("change %s", at).containsExactlyElementsOf(NAMES);
                release(again);
            }
            assertThat(mailboxes(root)).as("change %s", at).isEqualTo(before);
        }
    }

    private void thereAndBack(String place, FileLayer files) {
        try (Stage stage = open(place, files)) {
            release(stage);
        } catch (StoreException e) {
            // Interrupted.
        }
    }

    @Test
    void whatHasNoNameHereStaysAndIsTold() throws Exception {
        Path root = tree("odd");
        mailbox(root.resolve("no & name"));
        mailbox(root.resolve("inbox"));
        mailbox(root.resolve("Work/" + "x".repeat(250)));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("Work"));
        try (Stage stage = open("odd", FaultyFiles.sound())) {
            assertThat(stage.store().administration().adopt(Stage.ALICE).odd())
                    .hasSize(3)
                    .anyMatch(s -> s.startsWith("no & name "))
                    .anyMatch(s -> s.startsWith("inbox "));
            assertThat(names(stage.alice())).containsExactlyElementsOf(NAMES);
            release(stage);
        }
        assertThat(root.resolve("Work/" + "x".repeat(250)).resolve("cur")).isDirectory();
        assertThat(root.resolve("Work/2026/cur")).isDirectory();
    }

    @Test
    void aTreeOfMaildirFoldersIsNotTakenForNested() throws Exception {
        Path root = mailbox(temporary.resolve("flat/example.org/alice"));
        Files.createFile(mailbox(root.resolve(".Work")).resolve("maildirfolder"));
        mailbox(root.resolve("backup"));
        try (Stage stage = open("flat", FaultyFiles.sound())) {
            assertThat(names(stage.alice())).containsExactly("INBOX", "Work");
        }
        assertThat(root.resolve("backup/cur")).isDirectory();
    }

    @Test
    void foldersWithoutAnInboxAreMailAllTheSame() throws Exception {
        mailbox(temporary.resolve("headless/example.org/alice/Work"));
        try (Stage stage = open("headless", FaultyFiles.sound())) {
            assertThat(names(stage.alice())).containsExactly("INBOX", "Work");
        }
    }

    /** Not a mailbox of any server: nothing of it is thrown away. */
    @Test
    void whatSomebodyPutInAnAccountsPlaceStays() throws Exception {
        Path root = temporary.resolve("before/example.org/alice");
        Files.createDirectories(root.resolve("papers"));
        Files.writeString(root.resolve("papers/note"), "mine");
        for (int start = 0; start < 2; start++) {
            try (Stage stage = open("before", FaultyFiles.sound())) {
                stage.put(stage.inbox(), "mail " + start, Flags.NONE);
                assertThat(stage.inbox().refresh().size()).isEqualTo(start + 1);
            }
            assertThat(root.resolve("papers/note")).hasContent("mine");
        }
    }
}
