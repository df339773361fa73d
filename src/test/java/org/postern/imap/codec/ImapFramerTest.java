package org.postern.imap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ImapFramerTest {
    /** Small, so that every limit is met: line 40, literal 10, two literals, 60 in all, 8 without waiting. */
    private static final FrameLimits SMALL = new FrameLimits(40, 10, 2, 60, 8);

    private record Row(String input, List<String> frames) {}

    private static Row row(String input, String... frames) {
        return new Row(input, List.of(frames));
    }

    private static final List<Row> ROWS = List.of(
            // over a limit: refused once, skipped to its end, and the next command is understood
            row("x " + "y".repeat(39) + "\r\na NOOP\r\n", "refused x LINE_TOO_LONG", "command a NOOP"),
            row("y".repeat(900) + "\r\na NOOP\r\n", "refused - LINE_TOO_LONG", "command a NOOP"),
            row("y".repeat(5000) + "\r\na NOOP\r\n", "refused - ENDLESS"),
            row(
                    "x A {11+}\r\n12345678901" + "y".repeat(5000) + "\r\na NOOP\r\n",
                    "refused x NOT_WAITED_FOR",
                    "refused - ENDLESS"),
            row("x " + "y".repeat(45) + " {3+}\r\na b\r\na NOOP\r\n", "refused x LINE_TOO_LONG", "command a NOOP"),
            row("x " + "y".repeat(45) + " {3}\r\na NOOP\r\n", "refused x LINE_TOO_LONG", "command a NOOP"),
            row("x LOGIN {11}\r\na NOOP\r\n", "refused x LITERAL_TOO_LONG", "command a NOOP"),
            row("x LOGIN {9+}\r\n123456789 {2+}\r\nab\r\na NOOP\r\n", "refused x NOT_WAITED_FOR", "command a NOOP"),
            row("x LOGIN {9+}\r\n123456789 {2}\r\na NOOP\r\n", "refused x NOT_WAITED_FOR", "command a NOOP"),
            row("x A {1+}\r\na {1+}\r\nb {1+}\r\nc\r\na NOOP\r\n", "refused x TOO_MANY_LITERALS", "command a NOOP"),
            row(
                    "x A 12345678901234567890 {8+}\r\n12345678 12345678901234567890 {8+}\r\n12345678\r\na NOOP\r\n",
                    "refused x COMMAND_TOO_LONG",
                    "command a NOOP"),
            row("x A {99999999999999999999}\r\na NOOP\r\n", "refused x LITERAL_TOO_LONG", "command a NOOP"),
            row("x A {99999999999999999999+}\r\n", "refused x OUT_OF_STEP"),
            row("{3+}\r\nabc\r\na NOOP\r\n", "command {3+}\\r\\nabc", "command a NOOP"),
            // not a literal
            row("a B \"{3}\"\r\n", "command a B \"{3}\""),
            row("a B {}\r\n", "command a B {}"),
            row("a B {3-}\r\n", "command a B {3-}"),
            row("a B {+}\r\n", "command a B {+}"),
            row("3}\r\n", "command 3}"),
            // line ends
            row("\r\n\r\na NOOP\r\n", "command a NOOP"),
            row("a NOOP\nb NOOP\n", "command a NOOP", "command b NOOP"),
            row("a \rb\r\n", "command a \\rb"),
            row("a " + "y".repeat(38) + "\r\n", "command a " + "y".repeat(38)),
            // literals
            row("a LOGIN {3}\r\nbob {2+}\r\npw\r\n", "go on", "command a LOGIN {3}\\r\\nbob {2+}\\r\\npw"),
            row("a LOGIN {0}\r\n {0+}\r\n\r\n", "go on", "command a LOGIN {0}\\r\\n {0+}\\r\\n"),
            row("a B {4+}\r\n\r\n\r\n\r\nc D\r\n", "command a B {4+}\\r\\n\\r\\n\\r\\n", "command c D"),
            row("a B ~{2+}\r\nxy\r\n", "command a B ~{2+}\\r\\nxy"),
            // messages
            row(
                    "a APPEND x {7}\r\nmessage\r\nb C\r\n",
                    "start a APPEND x  7 YES TEXT", "body message", "end ", "command b C"),
            row("a append x {7+}\r\nmessage)\r\n", "start a append x  7 NO TEXT", "body message", "end )"),
            row("a APPEND x ~{2+}\r\n\0\0\r\n", "start a APPEND x  2 NO BINARY", "body \0\0", "end "),
            row("a APPEND {1+}\r\nx {3+}\r\nabc\r\n", "start a APPEND {1+}\\r\\nx  3 NO TEXT", "body abc", "end "),
            row("a APPEND x {0+}\r\n\r\nb C\r\n", "start a APPEND x  0 NO TEXT", "end ", "command b C"),
            row(
                    "a APPEND x {2+}\r\n\r\n\r\n\r\nb C\r\n",
                    "start a APPEND x  2 NO TEXT",
                    "body \\r\\n",
                    "end ",
                    "command b C"),
            row("a APPEND x {9+}\r\n123456789\r\nb C\r\n", "refused a NOT_WAITED_FOR", "command b C"),
            // a message that is refused: skipped when it comes anyway, with all that belongs to it
            row("a APPEND no {6}\r\nb C\r\n", "start a APPEND no  6 YES TEXT", "command b C"),
            row("a APPEND no {6+}\r\nz NOOP\r\nb C\r\n", "start a APPEND no  6 NO TEXT", "command b C"),
            row("a APPEND no {6+}\r\nz NOOP {3+}\r\nabc\r\nb C\r\n", "start a APPEND no  6 NO TEXT", "command b C"),
            row("a APPEND no {6+}\r\nz NOOP {3}\r\nb C\r\n", "start a APPEND no  6 NO TEXT", "command b C"),
            // more messages of one command; the last is refused
            row(
                    "a APPEND x {1+}\r\nm () {1+}\r\nn {2}\r\nop\r\nb C\r\n",
                    "start a APPEND x  1 NO TEXT",
                    "body m",
                    "start  ()  1 NO TEXT",
                    "body n",
                    "start   2 YES TEXT",
                    "body op",
                    "end ",
                    "command b C"),
            row(
                    "a APPEND x {1+}\r\nm (no) {8+}\r\nz NOOP\r\n {2+}\r\n\r\n\r\nb C\r\n",
                    "start a APPEND x  1 NO TEXT",
                    "body m",
                    "start  (no)  8 NO TEXT",
                    "command b C"),
            row(
                    "a APPEND x {1+}\r\nm (no) {8+}\r\nz NOOP\r\n {2}\r\nb C\r\n",
                    "start a APPEND x  1 NO TEXT", "body m", "start  (no)  8 NO TEXT", "command b C"),
            row(
                    "a APPEND x {1+}\r\nm {9+}\r\nz NOOP\r\n1 {1+}\r\n\n\r\nb C\r\n",
                    "start a APPEND x  1 NO TEXT",
                    "body m",
                    "refused - NOT_WAITED_FOR",
                    "command b C"),
            row(
                    "a APPEND x {1+}\r\nm" + "y".repeat(45) + " {3+}\r\na b\r\nb C\r\n",
                    "start a APPEND x  1 NO TEXT",
                    "body m",
                    "refused - LINE_TOO_LONG",
                    "command b C"),
            // REPLACE, and what is no message
            row("a REPLACE 4 x {1+}\r\nm\r\n", "start a REPLACE 4 x  1 NO TEXT", "body m", "end "),
            row("a uid replace 4 x {1+}\r\nm\r\n", "start a uid replace 4 x  1 NO TEXT", "body m", "end "),
            row("a REPLACE 4 {1+}\r\nx {1+}\r\nm\r\n", "start a REPLACE 4 {1+}\\r\\nx  1 NO TEXT", "body m", "end "),
            row("a REPLACE {1+}\r\n4\r\n", "command a REPLACE {1+}\\r\\n4"),
            row("a REPLACE 4 {1+}\r\nx\r\n", "command a REPLACE 4 {1+}\\r\\nx"),
            row("a UID APPEND x {1+}\r\nm\r\n", "command a UID APPEND x {1+}\\r\\nm"),
            row("a UID {1+}\r\nm\r\n", "command a UID {1+}\\r\\nm"),
            // a URL is an argument, a mailbox of that name is a mailbox
            row("a APPEND x C (URL {2+}\r\n/b\r\n", "command a APPEND x C (URL {2+}\\r\\n/b"),
            row(
                    "a APPEND x (T {1+}\r\nm url {2}\r\n/b T {1+}\r\nn)\r\n",
                    "start a APPEND x (T  1 NO TEXT",
                    "body m",
                    "go on",
                    "start  url {2}\\r\\n/b T  1 NO TEXT",
                    "body n",
                    "end )"),
            row("a APPEND URL {1+}\r\nm\r\n", "start a APPEND URL  1 NO TEXT", "body m", "end "),
            row("a REPLACE 4 URL {1+}\r\nm\r\n", "start a REPLACE 4 URL  1 NO TEXT", "body m", "end "));

    @TestFactory
    Stream<DynamicTest> framesDoNotDependOnHowTheInputIsCut() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.input.substring(0, Math.min(60, row.input.length())), () -> {
                    assertThat(frames(row.input, row.input.length())).isEqualTo(row.frames);
                    assertThat(frames(row.input, 1)).isEqualTo(row.frames);
                    Random random = new Random(7);
                    for (int round = 0; round < 20; round++) {
                        assertThat(frames(row.input, -1 - random.nextInt(1000))).isEqualTo(row.frames);
                    }
                }));
    }

    @Test
    void linesUntilCommandsAgain() {
        ImapFramer framer = new ImapFramer(SMALL);
        ByteBuf in = Unpooled.copiedBuffer("a IDLE\r\nx {3}\r\n\r\nDONE\r\nb C\r\n", StandardCharsets.US_ASCII);
        List<String> frames = new ArrayList<>();
        frames.add(text(framer.next(in).orElseThrow()));
        framer.readLines();
        frames.add(text(framer.next(in).orElseThrow()));
        frames.add(text(framer.next(in).orElseThrow()));
        frames.add(text(framer.next(in).orElseThrow()));
        framer.readCommands();
        frames.add(text(framer.next(in).orElseThrow()));
        assertThat(frames).containsExactly("command a IDLE", "line x {3}", "line ", "line DONE", "command b C");
    }

    @Test
    void randomOctetsNeverBreakIt() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder input = new StringBuilder();
            String[] pieces = {
                "a ", "APPEND ", "x ", "{3}\r\n", "{5+}\r\n", "~{2+}\r\n", "\r\n", "\n", "\0", "{", "}", "yyyyyyyyyyyy"
            };
            for (int i = 0; i < 60; i++) {
                input.append(pieces[random.nextInt(pieces.length)]);
            }
            List<String> whole = frames(input.toString(), input.length());
            assertThat(frames(input.toString(), 1)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    /** Pieces of a fixed size, or, when negative, of random sizes. Messages for mailbox "no" are not accepted. */
    private static List<String> frames(String input, int cut) {
        ImapFramer framer = new ImapFramer(SMALL);
        Random random = new Random(cut);
        ByteBuf in = Unpooled.buffer();
        List<String> frames = new ArrayList<>();
        byte[] octets = input.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < octets.length) {
            int n = Math.min(octets.length - at, cut > 0 ? cut : 1 + random.nextInt(9));
            in.writeBytes(octets, at, n);
            at += n;
            for (Optional<ImapRequest> r = framer.next(in); r.isPresent(); r = framer.next(in)) {
                String frame = text(r.get());
                if (r.get() instanceof ImapRequest.BodyStart start
                        && !start.text().toString().contains("no")) {
                    framer.acceptBody();
                }
                add(frames, frame);
            }
        }
        return frames;
    }

    /** Chunks of one body are joined: how many there are may depend on the cut. */
    private static void add(List<String> frames, String frame) {
        int last = frames.size() - 1;
        if (frame.startsWith("body ") && last >= 0 && frames.get(last).startsWith("body ")) {
            frames.set(last, frames.get(last) + frame.substring(5));
        } else {
            frames.add(frame);
        }
    }

    private static String text(ImapRequest request) {
        return request.to(new Described());
    }

    private static final class Described implements ImapRequest.Receiver<String> {
        @Override
        public String command(CommandText text) {
            return "command " + visible(text.toString());
        }

        @Override
        public String continueLiteral() {
            return "go on";
        }

        @Override
        public String bodyStart(ImapRequest.BodyStart s) {
            return "start " + visible(s.text().toString()) + " " + s.size() + " " + s.waiting() + " " + s.octets();
        }

        @Override
        public String bodyChunk(ByteBuffer octets) {
            return "body " + visible(StandardCharsets.ISO_8859_1.decode(octets).toString());
        }

        @Override
        public String bodyEnd(CommandText rest) {
            return "end " + visible(rest.toString());
        }

        @Override
        public String line(CommandText text) {
            return "line " + visible(text.toString());
        }

        @Override
        public String refused(ImapRequest.Refused r) {
            return "refused " + (r.tag().isEmpty() ? "-" : r.tag()) + " " + r.reason();
        }
    }

    private static String visible(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
