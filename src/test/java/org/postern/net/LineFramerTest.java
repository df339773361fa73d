package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.LineFramer.Ends;

class LineFramerTest {
    private static final int LIMIT = 8;

    static Stream<Arguments> rows() {
        return Stream.of(
                row(Ends.CRLF, "123456789\r\n", List.of("(too long)")),
                row(Ends.CRLF, "x".repeat(99) + "\n" + "x".repeat(99) + "\r\nok\r\n", List.of("(too long)", "ok")),
                row(Ends.CRLF_OR_LF, "x".repeat(99) + "\n" + "ok\n", List.of("(too long)", "ok")),
                row(Ends.CRLF, "x".repeat(50) + "\r\r\r\nok\r\n", List.of("(too long)", "ok")),
                row(Ends.CRLF, "a\nb\r\n", List.of("a\nb")),
                row(Ends.CRLF, "a\rb\r\n", List.of("a\rb")),
                row(Ends.CRLF, "\n\r\n", List.of("\n")),
                row(Ends.CRLF, "no end", List.of()),
                row(Ends.CRLF, "no end\r", List.of()),
                row(Ends.CRLF, "12345678\r\n", List.of("12345678")),
                row(Ends.CRLF, "\r\n\r\n", List.of("", "")),
                row(Ends.CRLF_OR_LF, "a\nb\r\n\nc\r\r\n", List.of("a", "b", "", "c\r")),
                row(Ends.CRLF, "a\0\u00ff\r\n", List.of("a\0\u00ff")));
    }

    private static Arguments row(Ends ends, String input, List<String> lines) {
        return Arguments.of(ends, input, lines);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void linesAreCutAtTheirEndsWhereverTheInputIsCut(Ends ends, String input, List<String> lines) {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(cut(new LineFramer(LIMIT, ends), input, new Random(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(lines);
        }
    }

    @Test
    void whatIsSkippedCostsNoMemory() {
        LineFramer framer = new LineFramer(LIMIT, Ends.CRLF);
        ByteBuf in = Unpooled.buffer();
        for (int i = 0; i < 1000; i++) {
            in.writeZero(1000);
            assertThat(framer.next(in)).isEmpty();
            assertThat(in.readableBytes()).isZero();
            in.clear();
        }
    }

    private static List<String> cut(LineFramer framer, String input, Random random) {
        byte[] octets = input.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuf in = Unpooled.buffer();
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            int n = 1 + random.nextInt(random.nextBoolean() ? 1 : octets.length - at);
            in.writeBytes(octets, at, n);
            at += n;
            for (Optional<Line> line = framer.next(in); line.isPresent(); line = framer.next(in)) {
                lines.add(line.get() instanceof Line.Text text ? text.latin1() : "(too long)");
            }
            assertThat(in.readableBytes()).isLessThan(framer.appetite());
        }
        return lines;
    }
}
