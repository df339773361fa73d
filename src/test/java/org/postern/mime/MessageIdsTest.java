package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.ProcessorTime;

final class MessageIdsTest {
    private record Row(String value, List<String> ids) {
        Row(String value, String... ids) {
            this(value, List.of(ids));
        }
    }

    @TestFactory
    Stream<DynamicTest> rows() {
        return Stream.of(
                        new Row(""),
                        new Row("<a@b>", "a@b"),
                        new Row(" <a@b>\r\n\t<c@d> ", "a@b", "c@d"),
                        new Row("<a@b><c@d>", "a@b", "c@d"),
                        new Row("<\"01KF8JCEOCBS0045PS\"@xxx.yyy.com>", "01KF8JCEOCBS0045PS@xxx.yyy.com"),
                        new Row("<\"a\\\"b c\"@d>", "a\"b c@d"),
                        new Row("<\"a>b\"@d>", "a>b@d"),
                        new Row("< a@\r\n b >", "a@b"),
                        new Row("<a(note)@b> (see <x@y>)", "a@b"),
                        new Row("your letter <a@b> of today", "a@b"),
                        new Row("a@b"),
                        new Row("<>"),
                        new Row("<@b>"),
                        new Row("<a@>"),
                        new Row("<ab>"),
                        new Row("<a@b"),
                        new Row("<a <c@d>", "c@d"),
                        new Row("<<a@b>>", "a@b"),
                        new Row("<\"a@b>"),
                        new Row("<A@B> <a@b>", "A@B", "a@b"))
                .map(row -> DynamicTest.dynamicTest(
                        "[" + row.value() + "]",
                        () -> assertThat(ids(row.value())).isEqualTo(row.ids())));
    }

    private static List<String> ids(String value) {
        MessageIds in = new MessageIds(Octets.latin1(value));
        List<String> ids = new ArrayList<>();
        for (Optional<String> id = in.next(); id.isPresent(); id = in.next()) {
            ids.add(id.get());
        }
        return ids;
    }

    @Test
    void hostileFieldsCostTheirLength() throws Exception {
        int n = 200_000;
        ProcessorTime.atMost(Duration.ofSeconds(10), () -> {
            assertThat(ids("<".repeat(n))).isEmpty();
            assertThat(ids("<\"".repeat(n))).isEmpty();
            assertThat(ids("<a@b>".repeat(n))).hasSize(n);
            assertThat(ids("(".repeat(n) + "<a@b>")).isEmpty();
        });
    }
}
