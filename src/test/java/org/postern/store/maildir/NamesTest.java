package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** Names on disk: mailboxes, message files, parts of addresses. */
final class NamesTest {

    /** Directories that no mailbox name reaches: a client must neither see them twice nor escape through them. */
    @TestFactory
    Stream<DynamicTest> directoriesThatAreNoMailbox() {
        return Stream.of(
                        "",
                        ".",
                        "..",
                        "...",
                        "cur",
                        "Work",
                        ".Work.",
                        "..Work",
                        ".Work..a",
                        ".INBOX",
                        ".inbox",
                        ".Inbox.a",
                        ".a/b",
                        ".a&",
                        ".a&b",
                        ".&AOQ",
                        ".&AOQ=-",
                        ".&AAo-",
                        ".&AA0-",
                        ".&AAA-",
                        ".&AC8-",
                        ".&2AA-",
                        ".a%b",
                        ".a*",
                        ".\u00e4",
                        ".&AEE-",
                        ".&-&-&",
                        ".&AOQA-",
                        ".&AOQ-&AOQ-",
                        ".a\nb",
                        ".&ACoA-")
                .map(d -> dynamicTest(
                        "<" + d + ">", () -> assertThat(FolderNames.mailbox(d)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> mailboxesAndTheirDirectories() {
        return Stream.of(
                        List.of("INBOX", ""),
                        List.of("INBOX/a", ".INBOX.a"),
                        List.of("Work", ".Work"),
                        List.of("Work/2026", ".Work.2026"),
                        List.of("work/2026", ".work.2026"),
                        List.of("a.b", ".a&AC4-b"),
                        List.of(".hidden", ".&AC4-hidden"),
                        List.of("...", ".&AC4ALgAu-"),
                        List.of("Entw\u00fcrfe", ".Entw&APw-rfe"),
                        List.of("R&D", ".R&-D"),
                        List.of("\u53f0\u5317", ".&U,BTFw-"),
                        List.of("\ud83d\udce7 mail", ".&2D3c5w- mail"),
                        List.of("a b~c", ".a b~c"),
                        List.of("cur", ".cur"))
                .map(row -> dynamicTest(row.get(0), () -> {
                    MailboxName name = new MailboxName(row.get(0));
                    assertThat(FolderNames.directory(name)).isEqualTo(row.get(1));
                    Optional<MailboxName> back = FolderNames.mailbox(row.get(1));
                    assertThat(back).isEqualTo(name.isInbox() ? Optional.empty() : Optional.of(name));
                }));
    }

    @Test
    void aNameLongerThanTheFileSystemTakesIsRefused() {
        MailboxName name = new MailboxName("\u00e4\u00f6".repeat(60));
        assertThat(FolderNamesProblem.of(name)).isEqualTo(Problem.INVALID_NAME);
    }

    private static final class FolderNamesProblem {
        static Problem of(MailboxName name) {
            try {
                throw new AssertionError("accepted: " + FolderNames.directory(name));
            } catch (StoreException e) {
                return e.problem();
            }
        }
    }

    @Test
    void everyLevelComesBack() {
        Random random = new Random(5);
        String alphabet = "ab.&-/~ +,;:=\u00e4\u4e00\ud83d\udce7";
        for (int i = 0; i < 5000; i++) {
            StringBuilder level = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                int at = alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
                level.appendCodePoint(alphabet.codePointAt(at));
            }
            String encoded = ModifiedUtf7.encode(level.toString());
            assertThat(encoded).matches("[ -~]*").doesNotContain(".", "/");
            assertThat(ModifiedUtf7.decode(encoded)).contains(level.toString());
        }
    }

    @TestFactory
    Stream<DynamicTest> messageFileNames() {
        return Stream.of(
                        row("", "", -1, -1, -1, ""),
                        row(":", "", -1, -1, -1, ""),
                        row(":2,", "", -1, -1, -1, ""),
                        row(",", ",", -1, -1, -1, ""),
                        row(",S=1", ",S=1", -1, -1, -1, ""),
                        row("a,S=", "a,S=", -1, -1, -1, ""),
                        row("a,S=x", "a,S=x", -1, -1, -1, ""),
                        row("a,S=-1", "a,S=-1", -1, -1, -1, ""),
                        row("a,S=1234567890123456789", "a,S=1234567890123456789", -1, -1, -1, ""),
                        row("a,U=5,X=7", "a,U=5,X=7", -1, -1, -1, ""),
                        row("a,S=1,S=2", "a,S=1", 2, -1, -1, ""),
                        row("a:1,S", "a", -1, -1, -1, ""),
                        row("a:2", "a", -1, -1, -1, ""),
                        row("a:2,S", "a", -1, -1, -1, "S"),
                        row("a,S=10,W=12:2,FS", "a", 10, 12, -1, "FS"),
                        row("a,U=7", "a", -1, -1, 7, ""),
                        row("a,S=10,W=12,U=7:2,Sab", "a", 10, 12, 7, "Sab"),
                        row("1.M2P3Q4.h:x,S=10,W=12,U=7:2,", "1.M2P3Q4.h:x", 10, 12, 7, ""))
                .map(row -> dynamicTest("<" + row.name() + ">", () -> {
                    MessageFileName parsed = MessageFileName.parse(row.name());
                    assertThat(parsed.base()).isEqualTo(row.base());
                    assertThat(parsed.stored().orElse(-1)).isEqualTo(row.stored());
                    assertThat(parsed.wire().orElse(-1)).isEqualTo(row.wire());
                    assertThat(parsed.uid().orElse(-1)).isEqualTo(row.uid());
                    assertThat(parsed.letters()).isEqualTo(row.letters());
                    if (row.uid() > 0) {
                        assertThat(MessageFileName.uidIn(row.name())).isEqualTo(row.uid());
                    }
                }));
    }

    private record Row(String name, String base, long stored, long wire, long uid, String letters) {}

    private static Row row(String name, String base, long stored, long wire, long uid, String letters) {
        return new Row(name, base, stored, wire, uid, letters);
    }

    @Test
    void whatGetsAUidIsReadBack() {
        MessageFileName name = MessageFileName.parse("1.M2P3.host,S=9:2,RS");
        String named = name.withUid(41, 9, 11, FilePlace.CUR);
        assertThat(named).isEqualTo("1.M2P3.host,S=9,W=11,U=41:2,RS");
        assertThat(MessageFileName.uidIn(named)).isEqualTo(41);
        assertThat(MessageFileName.withLetters(named, "T")).isEqualTo("1.M2P3.host,S=9,W=11,U=41:2,T");
        assertThat(name.withUid(41, 9, 11, FilePlace.NEW)).isEqualTo("1.M2P3.host,S=9,W=11,U=41");
    }

    @Test
    void partsOfAddressesNeverMeet() {
        assertThat(PathNames.encode("bob.smith+x&y")).isEqualTo("bob.smith+x&y");
        assertThat(PathNames.encode("j\u00f6rg")).isEqualTo("j%C3%B6rg");
        assertThat(PathNames.encode("j%C3%B6rg")).isEqualTo("j%25C3%25B6rg");
    }
}
