package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DateParserTest {
    private static final String[][] ROWS = {
        {"", ""},
        {"junk", ""},
        {"Thu,", ""},
        {"31 Feb 2020 00:00:00 +0000", ""},
        {"0 Jan 2020 00:00:00 +0000", ""},
        {"1 Foo 2020 00:00:00 +0000", ""},
        {"1 Jan 99999999999 00:00:00 +0000", ""},
        {"1 Jan 2020 ::: +0000", ""},
        {"1 Jan 2020 24:61:00 +0000", "2020-01-01T00:00Z"},
        {"1 Jan 2020", "2020-01-01T00:00Z"},
        {"1 Jan 2020 10:11", "2020-01-01T10:11Z"},
        {"1 Jan 2020 10:11:60 +0000", "2020-01-01T10:11:59Z"},
        {"1 Jan 2020 10:11:12 +9999", "2020-01-01T10:11:12Z"},
        {"1 Jan 2020 10:11:12 H0500", "2020-01-01T10:11:12Z"},
        {"1 Jan 2020 10:11:12.345 +0100", "2020-01-01T10:11:12+01:00"},
        {"1 Jan 2020 10:11:12+0100", "2020-01-01T10:11:12+01:00"},
        {"1-Jan-2020 10:11:12-0500", "2020-01-01T10:11:12-05:00"},
        {"May 8, 2005 1:17 PM", "2005-05-08T13:17Z"},
        {"May 8, 2005 12:17 AM", "2005-05-08T00:17Z"},
        {"Mon Jan  1 00:00:01 2020", "2020-01-01T00:00:01Z"},
        {"21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z"},
        {"21 Nov 49 09:55:06 Z", "2049-11-21T09:55:06Z"},
        {"21 Nov 50 09:55:06 EST", "1950-11-21T09:55:06-05:00"},
        {"21 Nov 103 09:55:06 PDT", "2003-11-21T09:55:06-07:00"},
        {"Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"},
        {"Thu,\r\n 13\r\n Feb (of course)\r\n 1969 23:32:54 -0330 (NST)", "1969-02-13T23:32:54-03:30"},
        {"Fri, 21 Nov 1997 09:55:06 -0000", "1997-11-21T09:55:06Z"},
        {"FRI, 21 NOVEMBER 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00"},
        {"Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00"},
    };

    @TestFactory
    Stream<DynamicTest> table() {
        return Stream.of(ROWS)
                .map(row -> DynamicTest.dynamicTest("<" + row[0] + ">", () -> {
                    assertThat(DateParser.parse(Octets.latin1(row[0]))
                                    .map(OffsetDateTime::toString)
                                    .orElse(""))
                            .isEqualTo(row[1]);
                }));
    }

    @Test
    void junkNeverFails() {
        String[] pieces = {"1", "Jan", "2020", "99", ":", "-", "+", "0500", " ", ",", "(", ")", "pm", "EST", "\"", "12"
        };
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder junk = new StringBuilder();
            for (int i = random.nextInt(15); i > 0; i--) {
                junk.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(DateParser.parse(Octets.latin1(junk.toString())))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }
}
