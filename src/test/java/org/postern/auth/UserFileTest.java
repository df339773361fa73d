package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.auth.DirectoryException.Problem;

class UserFileTest {
    private static final MailAddress ALICE = MailAddress.parse("alice@localhost");
    private static final MailAddress BOB = MailAddress.parse("bob@localhost");
    private static final StoredPassword X = new StoredPassword("{PLAIN}x");

    @TempDir
    Path dir;

    private Path path;
    private Instant now = Instant.now().plus(Duration.ofMinutes(1));
    private UserFile users;

    @BeforeEach
    void open() {
        path = dir.resolve("users");
        users = new UserFile(path, Optional.of("default.example"), () -> now);
    }

    /** A slip of the hand sends nobody's mail back: he is known, and nothing else is told of him. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "quota=1Gb",
                "messages=-1",
                "folders=few",
                "folder-messages=1.5",
                "message-size=99999999999G",
                "referral=http://host/",
                "forward=bob@",
                "forward=a@b.example forward-keep=maybe",
                "forward=",
                "color=blue",
                "quota=\u00FC"
            })
    void whoseFieldIsWrongIsFaultyAndNotUnknown(String field) throws Exception {
        UserFile checked = new UserFile(path, Optional.empty(), () -> now, fields -> {
            if ("blue".equals(fields.get("color"))) {
                throw new IllegalArgumentException("color: not blue");
            }
        });
        String text = "bob@localhost:{PLAIN}x\nalice@localhost:{PLAIN}x::::::" + field + "\nalice@localhost:{PLAIN}y\n";
        Files.write(path, text.getBytes(StandardCharsets.ISO_8859_1));

        DirectoryException fault = catchThrowableOfType(DirectoryException.class, () -> checked.find(ALICE));
        assertThat(fault.problem()).isEqualTo(Problem.FAULTY);
        assertThat(fault).hasMessageStartingWith(path + ":2: ");
        assertThat(checked.problems())
                .containsExactly(
                        fault.getMessage(), path + ":3: alice@localhost is there already; the first line counts");
        assertThat(checked.isKnown(ALICE)).isTrue();
        assertThat(checked.addresses()).containsExactly(BOB, ALICE);
        assertThat(checked.faulty()).containsExactly(ALICE);
        assertThat(checked.all()).extracting(User::address).containsExactly(BOB);
        assertThat(checked.hasDomain("localhost")).isTrue();
    }

    @Test
    void aWrongLineCanBeMendedAndRemoved() throws Exception {
        write("alice@localhost:{PLAIN}x::::::quota=1Gb\nbob@other.example:{PLAIN}x::::::quota=1Gb\n");
        assertThat(users.hasDomain("other.example")).isTrue();

        users.setFields(ALICE, Map.of("quota", Optional.of("1G")));
        users.remove(MailAddress.parse("bob@other.example"));

        assertThat(users.find(ALICE).orElseThrow().quota()).contains(new Limit(1L << 30));
        assertThat(users.problems()).isEmpty();
        assertThat(users.hasDomain("other.example")).isFalse();
    }

    @Test
    void badLinesAreReportedAndSkipped() throws Exception {
        write("""
                # users
                alice@localhost:{PLAIN}x::::::quota=10M messages=5 other
                ../evil@localhost:{PLAIN}x
                nocolon@localhost
                bob@localhost:{NTLM}x::::::

                ALICE@localhost:{PLAIN}y::::::
                carol@localhost:{PLAIN}x::::::quota=many
                dave:{PLAIN}x:1000:1000:Dave:/home/dave:/bin/sh:userdb_quota_rule=*:storage=1G quota=unlimited
                :{PLAIN}x
                """);

        assertThat(users.all())
                .extracting(User::address)
                .extracting(MailAddress::toString)
                .containsExactly("alice@localhost", "nocolon@localhost", "bob@localhost", "dave@default.example");
        assertThat(users.problems())
                .extracting(problem -> problem.substring(path.toString().length()))
                .containsExactly(
                        ":3: the part before \"@\" is empty or has a dot in the wrong place",
                        ":5: the password's scheme is not known: the user gets mail but cannot log in",
                        ":7: alice@localhost is there already; the first line counts",
                        ":8: quota is not a limit like 10M, 1G, 5000 or unlimited",
                        ":10: the part before \"@\" is empty or has a dot in the wrong place");
        assertThat(users.find(ALICE)).hasValueSatisfying(alice -> {
            assertThat(alice.password()).isEqualTo(X);
            assertThat(alice.quota()).contains(new Limit(10 << 20));
            assertThat(alice.messages()).contains(new Limit(5));
            assertThat(alice.fields()).containsEntry("other", "");
        });
        assertThat(users.find(MailAddress.parse("dave@default.example"))).hasValueSatisfying(dave -> {
            assertThat(dave.quota()).contains(Limit.UNLIMITED);
            assertThat(dave.fields()).containsEntry("userdb_quota_rule", "*:storage=1G");
        });
    }

    @Test
    void aLineThatIsNotUtf8HurtsNoOther() throws Exception {
        byte[] octets =
                "j\u00F6rg@localhost:{PLAIN}x\nalice@localhost:{PLAIN}x::::::\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(path, octets);

        assertThat(users.all()).extracting(User::address).containsExactly(ALICE);
        assertThat(users.problems()).containsExactly(path + ":1: is not UTF-8");

        users.setPassword(ALICE, new StoredPassword("{PLAIN}y"));
        assertThat(Files.readAllBytes(path))
                .isEqualTo(new String(octets, StandardCharsets.ISO_8859_1)
                        .replace("alice@localhost:{PLAIN}x", "alice@localhost:{PLAIN}y")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void editsKeepEverythingElse() throws Exception {
        write("""
                # a comment: with {things}

                Alice@LocalHost:{PLAIN}x:1000:1000:A:/home/a:/bin/sh:foo=1\tquota=1G bar
                not a user
                bob@localhost:{PLAIN}x::::::
                """);

        users.setFields(ALICE, Map.of("quota", Optional.of("2G")));
        users.setPassword(BOB, new StoredPassword("{PLAIN}y"));
        users.add(MailAddress.parse("j\u00F6rg@localhost"), X, Map.of("messages", "7"));
        users.setFields(BOB, Map.of("quota", Optional.of("5M")));
        users.setFields(BOB, Map.of("quota", Optional.empty()));

        assertThat(path).hasContent("""
                        # a comment: with {things}

                        Alice@LocalHost:{PLAIN}x:1000:1000:A:/home/a:/bin/sh:foo=1 bar quota=2G
                        not a user
                        bob@localhost:{PLAIN}y::::::
                        j\u00F6rg@localhost:{PLAIN}x::::::messages=7
                        """);
        assertThat(new UserFile(path, Optional.empty(), () -> now).all()).hasSize(3);

        users.remove(ALICE);
        assertThat(users.find(ALICE)).isEmpty();
        assertThat(Files.readString(path)).contains("# a comment").doesNotContain("Alice");
    }

    @Test
    void refusesWhatTheFileCannotHold() throws Exception {
        users.add(ALICE, X, Map.of());
        String before = Files.readString(path);

        assertProblem(Problem.EXISTS, () -> users.add(ALICE, X, Map.of()));
        assertProblem(Problem.UNKNOWN, () -> users.remove(BOB));
        assertProblem(Problem.UNKNOWN, () -> users.setPassword(BOB, X));
        assertProblem(Problem.UNKNOWN, () -> users.setFields(BOB, Map.of()));
        assertProblem(Problem.INVALID, () -> users.setPassword(ALICE, new StoredPassword("{PLAIN}a:b")));
        assertProblem(Problem.INVALID, () -> users.setPassword(ALICE, new StoredPassword("{PLAIN}a\nroot@x")));
        assertProblem(Problem.INVALID, () -> users.add(BOB, X, Map.of("a", "b c")));
        assertProblem(Problem.INVALID, () -> users.add(BOB, X, Map.of("a=", "b")));
        assertProblem(Problem.INVALID, () -> users.add(BOB, X, Map.of("a", "b\nc")));

        assertThat(path).hasContent(before);
        assertThat(names()).containsExactly("users");
    }

    @Test
    void newFilesAreForTheOwnerOnlyAndOldModesAreNarrowed() throws Exception {
        users.add(ALICE, X, Map.of());
        assertThat(mode()).isEqualTo("rw-------");

        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-r--"));
        users.add(BOB, X, Map.of());
        assertThat(mode()).isEqualTo("rw-r-----");
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Path real = Files.createDirectory(dir.resolve("etc")).resolve("real");
        Files.createFile(real);
        Files.createSymbolicLink(path, real);

        users.add(ALICE, X, Map.of());

        assertThat(path).isSymbolicLink();
        assertThat(real).hasContent("alice@localhost:{PLAIN}x::::::\n");
    }

    @Test
    void anEditByHandCountsOnceItHasSettled() throws Exception {
        write("alice@localhost:{PLAIN}x\n");
        assertThat(users.find(ALICE)).isPresent();

        write("");
        now = Files.getLastModifiedTime(path)
                .toInstant()
                .plus(WatchedFile.SETTLE)
                .minusMillis(1);
        assertThat(users.find(ALICE)).as("perhaps only half written").isPresent();

        write("bob@localhost:{PLAIN}x\n");
        now = Files.getLastModifiedTime(path).toInstant().plus(WatchedFile.SETTLE);
        later();
        assertThat(users.find(ALICE)).isEmpty();
        assertThat(users.find(BOB)).isPresent();
    }

    @Test
    void aFileReadWhileYoungIsReadAgain() throws Exception {
        write("alice@localhost:{PLAIN}x\n");
        FileTime time = Files.getLastModifiedTime(path);
        now = time.toInstant().plusMillis(1);
        assertThat(users.find(ALICE)).isPresent();

        write("xlice@localhost:{PLAIN}x\n"); // same length, and the clock of the file system did not move
        Files.setLastModifiedTime(path, time);
        now = now.plus(WatchedFile.SETTLE);

        assertThat(users.find(ALICE)).isEmpty();
    }

    @Test
    void anotherFileOfTheSameTimeAndSizeIsNoticed() throws Exception {
        write("alice@localhost:{PLAIN}x\n");
        assertThat(users.find(ALICE)).isPresent();
        Path other = Files.writeString(dir.resolve("other"), "alicf@localhost:{PLAIN}x\n");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));

        Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
        later();

        assertThat(users.find(ALICE)).isEmpty();
    }

    @Test
    void aFileThatVanishedIsAFailureAndNotAnEmptyDirectory() throws Exception {
        assertThat(users.find(ALICE)).as("never was there").isEmpty();
        write("alice@localhost:{PLAIN}x\n");
        assertThat(users.find(ALICE)).isPresent();

        Files.delete(path);
        later();
        assertProblem(Problem.UNAVAILABLE, () -> users.find(ALICE));
        assertProblem(Problem.UNAVAILABLE, () -> users.all());

        write("alice@localhost:{PLAIN}x\n");
        assertThat(users.find(ALICE)).isPresent();
    }

    @Test
    void aFileThatHasLostItsLinesIsAFailureToo() throws Exception {
        write("");
        assertThat(users.find(ALICE)).as("never had any").isEmpty();
        write("alice@localhost:{PLAIN}x\n");
        assertThat(users.find(ALICE)).isPresent();

        write("");
        assertProblem(Problem.UNAVAILABLE, () -> users.find(ALICE));

        write("# nobody\n");
        assertThat(users.find(ALICE)).isEmpty();
    }

    @Test
    void theLastUserCanBeRemoved() throws Exception {
        write("alice@localhost:{PLAIN}x\n");
        assertThat(users.find(ALICE)).isPresent();
        users.remove(ALICE);
        later();
        assertThat(users.find(ALICE)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsAFailure() throws Exception {
        Files.createDirectory(path);

        assertProblem(Problem.UNAVAILABLE, () -> users.find(ALICE));
        assertProblem(
                Problem.UNAVAILABLE,
                () -> new UserFile(dir.resolve("no/where"), Optional.empty(), () -> now).add(ALICE, X, Map.of()));
    }

    @Test
    void parallelEditsAreAllKept() throws Exception {
        List<CompletableFuture<Void>> edits = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            MailAddress address = MailAddress.parse("user" + i + "@localhost");
            edits.add(CompletableFuture.runAsync(() -> add(address)));
        }
        CompletableFuture.allOf(edits.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(users.all()).hasSize(40);
        assertThat(names()).containsExactly("users");
    }

    private void add(MailAddress address) {
        try {
            users.add(address, X, Map.of());
            assertThat(users.find(address)).isPresent();
        } catch (DirectoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThat(catchThrowableOfType(DirectoryException.class, call).problem())
                .isEqualTo(problem);
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
        later();
    }

    /** What was seen before counts no more. */
    private void later() {
        now = now.plus(WatchedFile.LOOK);
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void valuesOfAField() throws Exception {
        write("""
                a@example.org:{PLAIN}x::::::color=red
                b@example.org:{PLAIN}x::::::color=blue
                c@example.org:{PLAIN}x::::::color=red size=1
                """);
        assertThat(users.valuesOf("color")).containsExactlyInAnyOrder("red", "blue");
        assertThat(users.valuesOf("shape")).isEmpty();
    }
}
