package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.SystemFlag;

/** Keywords by letter, and those for which there is no letter left. */
final class KeywordsTest {
    @TempDir
    private Path temporary;

    private Keywords read(String file) throws Exception {
        Files.writeString(temporary.resolve(Keywords.FILE), file);
        return Keywords.read(new SmallFiles(new DiskFiles()), temporary, 100);
    }

    @Test
    void linesThatMakeNoSenseAreNoKeywords() throws Exception {
        Keywords keywords = read("\nx\n1\n 2 a\n-1 b\n26 c\n999 d\n3 two words\n4 \n5 {\n6 \\Seen\n7 ok\n8\tb\n");
        assertThat(keywords.flags("abcdefghiz", List.of())).isEqualTo(keyword("ok"));
        assertThat(keywords.letters(keyword("ok"), "zS")).isEqualTo("hz");
    }

    @Test
    void lettersAreSortedAndEachComesOnce() throws Exception {
        Keywords keywords = read("0 $Forwarded\n1 work\n");
        Flags flags = Flags.of(Set.of(SystemFlag.values()), List.of("WORK", "$forwarded"));
        assertThat(keywords.letters(flags, "SPPa")).isEqualTo("DFPRSTab");
        assertThat(keywords.flags("DFPRSTab", List.of())).isEqualTo(flags);
        assertThat(keywords.flags("TSRba", List.of()).keywords()).containsExactly("$Forwarded", "work");
    }

    @Test
    void newKeywordsGetLettersBehindTheOldAndTheFileSaysSo() throws Exception {
        Keywords keywords = read("0 a\n2 c\n");
        keywords.admit(List.of(keyword("new"), keyword("A")));
        assertThat(keywords.letters(keyword("new"), "")).isEqualTo("d");
        assertThat(Files.readString(temporary.resolve(Keywords.FILE))).isEqualTo("0 a\n2 c\n3 new\n");
    }

    @Test
    void linesThatHaveNoLetterStayAsTheOtherServerWroteThem() throws Exception {
        Keywords keywords = read("0 a\n26 c\n999 d\n");
        keywords.admit(List.of(keyword("new"), keyword("D")));
        assertThat(Files.readString(temporary.resolve(Keywords.FILE))).isEqualTo("0 a\n1 new\n2 D\n26 c\n");
    }

    @Test
    void moreKeywordsThanLettersOutliveTheServer() throws Exception {
        List<String> forty = IntStream.range(0, 40).mapToObj(i -> "key" + i).toList();
        Flags flags = Flags.of(Set.of(SystemFlag.SEEN), forty);
        Path mail = temporary.resolve("mail");
        long uid;
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            uid = stage.put(inbox, "many", flags);
            assertThat(Stage.flags(inbox, uid)).isEqualTo(flags);
        }
        for (int i = 0; i < 2; i++) {
            try (Stage stage = Stage.open(mail);
                    Mailbox inbox = stage.inbox()) {
                assertThat(Stage.flags(inbox, uid)).isEqualTo(flags);
                Files.setLastModifiedTime(stage.cur(), java.nio.file.attribute.FileTime.fromMillis(0));
                assertThat(Stage.flags(inbox, uid)).isEqualTo(flags);
            }
        }
    }

    private static Flags keyword(String keyword) {
        return Flags.of(Set.of(), List.of(keyword));
    }
}
