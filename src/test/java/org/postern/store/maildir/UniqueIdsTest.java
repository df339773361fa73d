package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.store.Arrival;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.IdFormat;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;
import org.postern.store.UserName;

/** By what POP3 clients know messages: the same whatever happens, in every format that servers are known for. */
class UniqueIdsTest {
    private static final UserName ALICE = UserName.of("alice@example.org");

    @TempDir
    Path dir;

    private MaildirStore open(String place, String host, String format) throws Exception {
        return MaildirStore.open(
                dir.resolve(place),
                MaildirSettings.of(host).withIds(IdFormat.parse(format)),
                InstantSource.system(),
                new SecureRandom());
    }

    private static void deliver(MaildirStore store, int messages) throws Exception {
        try (Mailbox inbox = store.open(ALICE).open(MailboxName.INBOX);
                Spool spool = store.spool()) {
            spool.write(ByteBuffer.wrap("A: b\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII)));
            try (SpooledMessage sealed = spool.seal()) {
                for (int i = 0; i < messages; i++) {
                    inbox.append(List.of(new Arrival(sealed, Flags.NONE, Instant.EPOCH)));
                }
            }
        }
    }

    private static Map<Long, String> ids(MaildirStore store, String folder) throws Exception {
        Map<Long, String> ids = new LinkedHashMap<>();
        try (Mailbox inbox = store.open(ALICE).open(MailboxName.of(folder))) {
            UniqueIds unique = inbox.uniqueIds();
            inbox.refresh().uids().forEach(uid -> ids.put(uid, unique.of(uid)));
        }
        assertThat(ids.values()).doesNotHaveDuplicates().allMatch(id -> id.matches("[!-~]{1,70}"));
        return ids;
    }

    /** RFC 1939 7: seventy characters, however long the name of the machine that stands in file names. */
    @Test
    void longNamesOfFilesMakeNoIdsThatAreTooLong() throws Exception {
        Map<Long, String> before;
        try (MaildirStore store = open("mail", "mail01.customers.of.a.hosting.provider.example.net", "%f")) {
            deliver(store, 3);
            before = ids(store, "INBOX");
        }
        try (MaildirStore store = open("mail", "another.example", "%f")) {
            assertThat(ids(store, "INBOX")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%08Xu%08Xv", "%08Xv%08Xu", "%v.%u", "%u", "%v-%u", "%f", "%Mf", "UID%u-%v", "%g"})
    void neitherRestartNorLossNorMoveNorRestoreChangesThem(String format) throws Exception {
        Map<Long, String> before;
        try (MaildirStore store = open("mail", "one.example", format)) {
            deliver(store, 5);
            before = ids(store, "INBOX");
            try (Mailbox inbox = store.open(ALICE).open(MailboxName.INBOX)) {
                inbox.flag(UidSet.of(1, 4), FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.empty());
                inbox.expunge(UidSet.of(2));
                before.remove(2L);
            }
            assertThat(ids(store, "INBOX")).as("flags and others' deletion").isEqualTo(before);
        }
        try (MaildirStore store = open("mail", "one.example", format)) {
            assertThat(ids(store, "INBOX")).as("restart").isEqualTo(before);
        }
        forget("mail");
        try (MaildirStore store = open("mail", "one.example", format)) {
            assertThat(ids(store, "INBOX")).as("index and cache lost").isEqualTo(before);
        }
        copy(dir.resolve("mail"), dir.resolve("backup"));
        Files.move(dir.resolve("mail"), dir.resolve("elsewhere"));
        try (MaildirStore store = open("elsewhere", "two.example", "%v_%u")) {
            assertThat(ids(store, "INBOX"))
                    .as("moved to another machine, where new accounts have another format")
                    .isEqualTo(before);
            deliver(store, 2);
        }
        try (MaildirStore store = open("backup", "one.example", format)) {
            assertThat(ids(store, "INBOX")).as("restored from a backup").isEqualTo(before);
        }
    }

    @Test
    void idsThatAnEarlierServerGaveTwiceAreMadeUnique() throws Exception {
        try (MaildirStore store = open("mail", "one.example", "%u")) {
            deliver(store, 5);
        }
        Path inbox = dir.resolve("mail").resolve("example.org").resolve("alice");
        Files.writeString(inbox.resolve(KnownIds.FILE), "1 same\n2 same\n3 5\n");
        try (MaildirStore store = open("mail", "one.example", "%u")) {
            assertThat(ids(store, "INBOX")).isEqualTo(Map.of(1L, "same", 2L, "2", 3L, "5", 4L, "4", 5L, "5-5"));
            try (Mailbox open = store.open(ALICE).open(MailboxName.INBOX)) {
                open.expunge(UidSet.of(1, 3));
            }
            assertThat(ids(store, "INBOX")).isEqualTo(Map.of(2L, "2", 4L, "4", 5L, "5-5"));
        }
    }

    private Stream<Path> files(String place) throws IOException {
        try (Stream<Path> walk = Files.walk(dir.resolve(place))) {
            return walk.toList().stream();
        }
    }

    private void forget(String place) throws IOException {
        List<Path> caches = files(place)
                .filter(f -> Set.of(IndexFile.FILE, CacheKind.SUMMARIES.file(), CacheKind.CONTENTS.file())
                        .contains(String.valueOf(f.getFileName())))
                .toList();
        assertThat(caches).isNotEmpty();
        for (Path file : caches) {
            Files.delete(file);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
