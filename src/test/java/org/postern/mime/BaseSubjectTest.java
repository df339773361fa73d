package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.ProcessorTime;
import org.postern.mime.BaseSubject.Kind;

/** RFC 5256 2.1 and the syntax of its section 5. */
final class BaseSubjectTest {
    @TestFactory
    Stream<DynamicTest> answers() {
        return rows(Kind.REPLY_OR_FORWARD, new String[][] {
            {"Re: lunch", "lunch"},
            {"RE: lunch", "lunch"},
            {"re:lunch", "lunch"},
            {"re : lunch", "lunch"},
            {"Re: Re: RE: lunch", "lunch"},
            {"Fw: lunch", "lunch"},
            {"Fwd: lunch", "lunch"},
            {"FWD\t: lunch", "lunch"},
            {"Re[2]: lunch", "lunch"},
            {"Re [2] : lunch", "lunch"},
            {"Fwd[a b]: lunch", "lunch"},
            {"[list] Re: lunch", "lunch"},
            {"[list] [other]Re: lunch", "lunch"},
            {"Re: [list] lunch", "lunch"},
            {"Re: [list] Re: [other] lunch", "lunch"},
            {"lunch (fwd)", "lunch"},
            {"lunch (FWD) (fwd)  ", "lunch"},
            {"lunch(fwd)", "lunch"},
            {"[fwd: lunch]", "lunch"},
            {"[Fwd: Re: [list] lunch (fwd)]", "lunch"},
            {"[fwd: [fwd: [fwd: lunch]]]", "lunch"},
            {"Re: [fwd: Re[3]: lunch (fwd) ] (fwd)", "lunch"},
            {"[fwd: [list]]", "[list]"},
            {"[fwd: re: ]", ""},
            {"[fwd:]x (fwd)", "x"},
            {"Re:", ""},
            {"Re: (fwd)", ""},
            {"(fwd)", ""},
            {"Re: [list]", "[list]"},
            {"Re: [a] [b]", "[b]"},
            {"[a] Re: [b] Re: c", "c"},
        });
    }

    @TestFactory
    Stream<DynamicTest> originals() {
        return rows(Kind.ORIGINAL, new String[][] {
            {"", ""},
            {"   ", ""},
            {"lunch", "lunch"},
            {"  a \t\r\n b  ", "a b"},
            {"[list] lunch", "lunch"},
            {"[list]lunch", "lunch"},
            {"[a] [b] [c] lunch", "lunch"},
            {"[list]", "[list]"},
            {"[a] [b]", "[b]"},
            {"[a][b] ", "[b]"},
            {"[]x", "x"},
            {"[list lunch", "[list lunch"},
            {"[a[b] lunch", "[a[b] lunch"},
            {"Remember: lunch", "Remember: lunch"},
            {"Fwdd: lunch", "Fwdd: lunch"},
            {"Re lunch", "Re lunch"},
            {"Re[2 lunch", "Re[2 lunch"},
            {"Re[1][2]: lunch", "Re[1][2]: lunch"},
            {"AW: lunch", "AW: lunch"},
            {"lunch (fwd) today", "lunch (fwd) today"},
            {"[fwd: lunch", "[fwd: lunch"},
            {"[fwd: lunch] today", "today"},
            {"Re", "Re"},
            {"re[", "re["},
        });
    }

    private static Stream<DynamicTest> rows(Kind kind, String[][] rows) {
        return Stream.of(rows)
                .map(row -> DynamicTest.dynamicTest("<" + row[0] + ">", () -> {
                    BaseSubject base = BaseSubject.of(row[0]);
                    assertThat(base.text()).isEqualTo(row[1]);
                    assertThat(base.kind()).isEqualTo(kind);
                    assertThat(BaseSubject.of(base.text()).text()).isEqualTo(row[1]);
                }));
    }

    @Test
    void hostileSubjectsCostTheirLength() throws Exception {
        int n = 100_000;
        String[] hostile = {
            "[a]".repeat(n) + "x",
            "[a]".repeat(n) + "re",
            "Re: [a]".repeat(n),
            "[".repeat(n),
            "re[".repeat(n),
            "[fwd:".repeat(n) + "x" + "]".repeat(n),
            "[fwd:" + "[a]".repeat(n) + "]",
            "x" + "(fwd)".repeat(n),
            "re [" + "a".repeat(n),
            " ".repeat(n) + "x",
        };
        ProcessorTime.atMost(Duration.ofSeconds(10), () -> {
            for (String subject : hostile) {
                BaseSubject.of(subject);
            }
        });
        assertThat(BaseSubject.of("[fwd:".repeat(n) + "x" + "]".repeat(n)).text())
                .isEqualTo("x");
        assertThat(BaseSubject.of("[a]".repeat(n) + "x").text()).isEqualTo("x");
    }
}
