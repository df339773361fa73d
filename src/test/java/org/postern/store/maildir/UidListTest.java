package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of UIDs as other servers write them, and as nobody should. */
final class UidListTest {
    private static java.util.Optional<UidList> parse(String text) throws Exception {
        return UidList.parse(new BufferedReader(new StringReader(text)));
    }

    private static UidList sound(String text) throws Exception {
        return parse(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "3",
                "3 ",
                "3 V1",
                "3 N2",
                "3 V0 N1",
                "3 V1 N0",
                "3 V4294967296 N1",
                "3 V99999999999999999999 N1",
                "3 V-1 N1",
                "3 V1x N1",
                "2 1 1",
                "4 V1 N1",
                "33 V1 N1",
                "1 5",
                "1 0 5",
                "1 x 5",
                "1 5 4294967296",
                "V1 N1",
            })
    void aFileWithoutASoundHeaderIsNone(String text) throws Exception {
        assertThat(parse(text + "\n1 :a\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1 ",
                "1 :",
                "1 P",
                "1 Pa",
                ":name",
                "0 :name",
                "-1 :name",
                "4294967295 :name",
                "4294967296 :name",
                "18446744073709551617 :name",
                "1x :name",
                "1 :../name",
                "1 ::2,S",
                "1 :a\0b",
            })
    void aLineThatMakesNoSenseIsPassedOverAndCounted(String line) throws Exception {
        UidList list = sound("3 V7 N3\n" + line + "\n2 :good\n");
        assertThat(list.entries()).extracting(UidList.Entry::name).containsExactly("good");
        assertThat(list.odd()).isEqualTo(1);
    }

    @Test
    void aLineThatNeverEndsIsPassedOver() throws Exception {
        UidList list = sound(lines("3 V7 N3") + "1 :x".repeat(100_000) + "\n2 :good\n");
        assertThat(list.entries()).hasSize(1);
    }

    @Test
    void ofTwoLinesWithOneUidTheFirstCounts() throws Exception {
        UidList list = sound("3 V7 N9\n5 :first\n5 :second\n");
        assertThat(list.entries()).extracting(UidList.Entry::name).containsExactly("first");
        assertThat(list.odd()).isEqualTo(1);
    }

    @Test
    void linesMayStandInAnyOrderAndUidNextIsAboveThemAll() throws Exception {
        UidList list = sound("3 N2 V7\n9 :c\n1 :a\n4 :b");
        assertThat(list.entries()).extracting(UidList.Entry::uid).containsExactly(1L, 4L, 9L);
        assertThat(list.next()).isEqualTo(10);
    }

    @Test
    void versionThreeHasFields() throws Exception {
        UidList list = sound(lines(
                "3 V1275660208 N25022 G3085f01b7f11094c501100008c4a11c1 Xkept",
                "17 W1234 Pold-id :1276528487.M364837P9451.kurkku,S=1355,W=1394:2,S"));
        assertThat(list.validity()).isEqualTo(1_275_660_208L);
        assertThat(list.extensions()).containsExactly("G3085f01b7f11094c501100008c4a11c1", "Xkept");
        UidList.Entry entry = list.entries().get(0);
        assertThat(entry.name()).isEqualTo("1276528487.M364837P9451.kurkku,S=1355,W=1394");
        assertThat(entry.field(UidList.POP3_UIDL)).contains("old-id");
        assertThat(entry.field(UidList.GUID)).isEmpty();
    }

    @Test
    void versionOneIsCouriersToo() throws Exception {
        UidList list = sound("1 795738877 6\n1 1795738875.M912528P1V0I0_0.vm,S=16\n3 other name\n");
        assertThat(list.validity()).isEqualTo(795_738_877L);
        assertThat(list.next()).isEqualTo(6);
        assertThat(list.entries())
                .extracting(UidList.Entry::name)
                .containsExactly("1795738875.M912528P1V0I0_0.vm,S=16", "other name");
    }

    @Test
    void whatIsWrittenReadsAsWhatItWas() throws Exception {
        List<UidList.Entry> entries = List.of(
                new UidList.Entry(1, List.of("Pid", "Gold"), "a,S=1,W=2,U=1"),
                new UidList.Entry(4_294_967_294L, List.of(), "name with spaces"));
        List<String> lines = new ArrayList<>();
        UidList.lines(4_294_967_295L, 4_294_967_295L, List.of("Gguid"), entries.stream())
                .forEachRemaining(lines::add);
        UidList read = sound(String.join("\n", lines) + "\n");
        assertThat(read).isEqualTo(new UidList(4_294_967_295L, 4_294_967_295L, List.of("Gguid"), entries, 0));
    }

    private static ListedNames names(String... lines) throws Exception {
        return new ListedNames(sound("3 V1 N100\n" + String.join("\n", lines) + "\n"));
    }

    private static long find(ListedNames names, String file) {
        MessageFile there = new MessageFile(FilePlace.CUR, file);
        return Stream.of(names.exact(there), names.alike(MessageFileName.parse(file)))
                .flatMap(java.util.Optional::stream)
                .mapToLong(UidList.Entry::uid)
                .findFirst()
                .orElse(0);
    }

    @Test
    void aFileIsKnownByItsNameAndWithOurFields() throws Exception {
        ListedNames names = names("5 :a,S=3", "6 :b", "7 :c,S=3,W=4,U=7");
        assertThat(find(names, "a,S=3:2,S")).isEqualTo(5);
        assertThat(find(names, "a,S=3,W=4,U=5:2,")).isEqualTo(5);
        assertThat(find(names, "b,S=3,W=4,U=6")).isEqualTo(6);
        assertThat(find(names, "c,S=3,W=4,U=7:2,FS")).isEqualTo(7);
        assertThat(find(names, "c")).isEqualTo(7);
        assertThat(find(names, "d")).isZero();
        assertThat(find(names, "a,S=3x")).isZero();
    }

    @Test
    void ofTwoEntriesWithOneBaseOnlyTheNameOrTheUidDecides() throws Exception {
        ListedNames names = names("5 :a", "6 :a,S=3");
        assertThat(find(names, "a:2,")).isEqualTo(5);
        assertThat(find(names, "a,S=3:2,")).isEqualTo(6);
        assertThat(find(names, "a,S=3,W=3,U=6:2,")).isEqualTo(6);
        assertThat(find(names, "a,S=4:2,")).isZero();
    }

    @Test
    void ofTwoEntriesWithOneNameTheHigherUidCounts() throws Exception {
        assertThat(find(names("5 :a", "6 :a"), "a:2,")).isEqualTo(6);
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
