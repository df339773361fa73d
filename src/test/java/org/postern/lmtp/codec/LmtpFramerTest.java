package org.postern.lmtp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any cut of the octets gives the same requests, and every body exactly the octets meant. */
final class LmtpFramerTest {
    private static final int LINE = 40;
    private static final int PIECE = 16;

    /** Writes requests down, and switches modes as a session would: at "DATA" and at "BDAT n". */
    private static final class Notes implements LmtpRequest.Receiver<Notes> {
        private final LmtpFramer framer = new LmtpFramer(LINE, PIECE);
        private final StringBuilder text = new StringBuilder();
        private boolean inBody;

        @Override
        public Notes commandLine(String line) {
            text.append("C ").append(line).append('\n');
            if (line.equals("DATA")) {
                framer.expectDottedBody();
            } else if (line.startsWith("BDAT ")) {
                framer.expectOctets(Long.parseLong(line.substring(5)));
            }
            return this;
        }

        @Override
        public Notes lineTooLong() {
            text.append("L\n");
            return this;
        }

        @Override
        public Notes bodyPiece(ByteBuffer octets) {
            assertThat(octets.remaining()).isBetween(1, PIECE);
            text.append(inBody ? "" : "B ").append(StandardCharsets.ISO_8859_1.decode(octets));
            inBody = true;
            return this;
        }

        @Override
        public Notes bodyEnd(LmtpRequest.LoneDots dots) {
            text.append(inBody ? "\nE\n" : "E\n");
            inBody = false;
            return this;
        }
    }

    private static String frames(String in, int[] cuts) {
        Notes notes = new Notes();
        ByteBuf pending = Unpooled.buffer();
        int at = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int end = i < cuts.length ? cuts[i] : in.length();
            pending.writeBytes(in.substring(at, end).getBytes(StandardCharsets.ISO_8859_1));
            at = end;
            Optional<LmtpRequest> next = notes.framer.next(pending);
            while (next.isPresent()) {
                next.get().give(notes);
                next = notes.framer.next(pending);
            }
            pending.discardReadBytes();
            assertThat(pending.readableBytes()).isLessThan(notes.framer.appetite());
        }
        return notes.text.toString();
    }

    private record Row(String name, String in, String out) {}

    private static final Row[] ROWS = {
        new Row("too long", "x".repeat(41) + "\r\nNOOP\r\n", "L\nC NOOP\n"),
        new Row("just not too long", "x".repeat(40) + "\r\n", "C " + "x".repeat(40) + "\n"),
        new Row("far too long", "x".repeat(400) + "\nNOOP\r" + "y\r\nNOOP\r\n", "L\nC NOOP\n"),
        new Row("LF ends no line", "NOOP\nRSET\r\n", "C NOOP\nRSET\n"),
        new Row("not UTF-8", "a\u00ffb\r\n", "C a\uFFFDb\n"),
        new Row("UTF-8", "\u00c3\u00a4\r\n", "C \u00e4\n"),
        new Row("empty body", "DATA\r\n.\r\nQUIT\r\n", "C DATA\nE\nC QUIT\n"),
        new Row("dots", "DATA\r\n..\r\n...a\r\n.b\r\n.\r\nQUIT\r\n", "C DATA\nB .\r\n..a\r\nb\r\n\nE\nC QUIT\n"),
        new Row(
                "smuggling",
                "DATA\r\na\n.\nb\r\n.\nc\n.\r\nd\r.\re\r\n.\r\nQUIT\r\n",
                "C DATA\nB a\n.\nb\r\n\nc\n.\r\nd\r.\re\r\n\nE\nC QUIT\n"),
        new Row("long body", "DATA\r\n" + "z".repeat(100) + "\r\n.\r\n", "C DATA\nB " + "z".repeat(100) + "\r\n\nE\n"),
        new Row("chunk", "BDAT 7\r\n.\r\nQUITQUIT\r\n", "C BDAT 7\nB .\r\nQUIT\nE\nC QUIT\n"),
        new Row("empty chunk", "BDAT 0\r\nNOOP\r\n", "C BDAT 0\nE\nC NOOP\n"),
        new Row("chunks", "BDAT 2\r\nabBDAT 3\r\n\r\n.NOOP\r\n", "C BDAT 2\nB ab\nE\nC BDAT 3\nB \r\n.\nE\nC NOOP\n")
    };

    @TestFactory
    Stream<DynamicTest> anyCutGivesTheSameRequests() {
        return Stream.of(ROWS)
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    assertThat(frames(row.in(), new int[0])).isEqualTo(row.out());
                    int[] everywhere = IntStream.range(1, row.in().length()).toArray();
                    assertThat(frames(row.in(), everywhere)).isEqualTo(row.out());
                    for (int cut : everywhere) {
                        assertThat(frames(row.in(), new int[] {cut}))
                                .as("cut at %d", cut)
                                .isEqualTo(row.out());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> randomBodiesComeThrough() {
        return new Random(20261123)
                .longs(40)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> oneRandomBody(new Random(seed))));
    }

    private static void oneRandomBody(Random random) {
        StringBuilder body = new StringBuilder();
        int length = random.nextInt(300);
        for (int i = 0; i < length; i++) {
            body.append("\r\n.\u0000a\u00ff".charAt(random.nextInt(6)));
        }
        body.append("\r\n");
        String stuffed = (body.charAt(0) == '.' ? "." : "") + body.toString().replace("\r\n.", "\r\n..");
        int[] cuts = random.ints(5, 0, stuffed.length()).sorted().toArray();
        assertThat(frames("DATA\r\n" + stuffed + ".\r\nQUIT\r\n", cuts))
                .isEqualTo("C DATA\nB " + body + "\nE\nC QUIT\n");
        String counted = "BDAT " + body.length() + "\r\n" + body + "QUIT\r\n";
        assertThat(frames(counted, cuts)).isEqualTo("C BDAT " + body.length() + "\nB " + body + "\nE\nC QUIT\n");
    }
}
