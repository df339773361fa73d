package org.postern.imap.sort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.ProcessorTime;
import org.postern.Property;
import org.postern.mime.Collation;
import org.postern.mime.HeaderBlock;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** RFC 5256 3. A message is a line: its id, what it refers to, its subject; received one second after the other. */
final class ReferenceThreadsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DEEP = 100_000;

    @TestFactory
    Stream<DynamicTest> references() {
        String[][] rows = {
            {"one", "(1)", "a||x"},
            {"nothing", ""},
            {"a chain", "(1 2 3)", "a||x", "b|a|y", "c|a b|z"},
            {"several answers", "(1 (2)(3))", "a||x", "b|a|y", "c|a|z"},
            {"an answer to one of several", "(1 (2 4)(3))", "a||x", "b|a|y", "c|a|z", "d|a b|w"},
            {"the answer came first", "(2 1)", "b|a|y", "a||x"},
            {"nobody between", "(1 2)", "a||x", "b|a q r|y"},
            {"nobody above one", "(1)", "b|q|y"},
            {"nobody above several", "((1)(2))", "b|q|y", "c|q|z"},
            {"nobody above nobody above several", "((1)(2))", "b|p q|y", "c|p q|z"},
            {"nobody above several branches", "((1)(2 3))", "b|p q|y", "c|p r|z", "d|p r c|w"},
            {"they refer to each other", "(2 1)", "a|b|x", "b|a|y"},
            {"three in a ring", "(3 1 2)", "a|c|x", "b|a|y", "c|b|z"},
            {"to itself", "(1)", "a|a|x"},
            {"to itself in the middle", "(1 2)", "b||y", "a|b a b|x"},
            {"two with one id", "(1 3)(2)", "a||x", "a||y", "b|a|z"},
            {"two with one id, answers both", "(1)(2 3)", "a||v", "b||x", "b|b|y"},
            {"without ids", "(1)(2)", "||x", "||y"},
            {"what a message says of itself counts", "(1 2)(3)", "a||x", "b|a|y", "c||z"},
            {"others said otherwise", "(1 3 2)", "a||x", "d|a b c|w", "c|a|z"},
            {"others said otherwise, it is the first", "(2 1)", "d|b c|w", "c||z"},
            {"answers by subject", "(1 2)", "a||lunch", "b||Re: lunch"},
            {"answers by subject, above", "(2 1)", "b||Re: lunch", "a||LUNCH"},
            {"same subject", "((1)(2))", "a||lunch", "b||lunch"},
            {"same subject thrice", "((1)(2)(3))", "a||lunch", "b||lunch", "c||lunch"},
            {"answers without what they answer", "((1)(2))", "a||Re: lunch", "b||lunch (fwd)"},
            {"original between answers", "(2 (1)(3))", "a||Re: lunch", "b||[x] lunch", "c||Fwd: lunch"},
            {"answer, then twice the same", "((2 1)(3))", "a||Re: lunch", "b||lunch", "c||lunch"},
            {"no subject", "(1)(2)", "a||", "b||Re:"},
            {"nobody with the subject", "((1)(2)(3))", "a|q|lunch", "b|q|y", "c||lunch"},
            {"nobody twice", "((1)(2)(3)(4))", "a|q|lunch", "b|q|y", "c|r|lunch", "d|r|z"},
        };
        return Stream.of(rows).map(row -> test(ThreadAlgorithm.REFERENCES, row));
    }

    @TestFactory
    Stream<DynamicTest> refs() {
        String[][] rows = {
            {"subjects do not count", "(1)(2)", "a||lunch", "b||Re: lunch"},
            {"the newest thread is the last", "(2)(1 3)", "a||x", "b||y", "c|a|z"},
            {"nobody above several", "(2)((1)(3))", "b|q|y", "a||x", "c|q|z"},
        };
        return Stream.of(rows).map(row -> test(ThreadAlgorithm.REFS, row));
    }

    @TestFactory
    Stream<DynamicTest> orderedSubject() {
        String[][] rows = {
            {"children only", "(1 (3)(4))(2)", "a||lunch", "b||x", "c|a b|Re: lunch", "d|c|[y] LUNCH (fwd)"},
            {"one child", "(1 2)", "a||lunch", "b||lunch"},
            {"no subject is one", "(1 3)(2)", "a||", "b||x", "c||Re: "},
        };
        return Stream.of(rows).map(row -> test(ThreadAlgorithm.ORDEREDSUBJECT, row));
    }

    private static DynamicTest test(ThreadAlgorithm algorithm, String[] row) {
        return DynamicTest.dynamicTest(row[0], () -> {
            Threads threading = new Threads(algorithm);
            for (int i = 2; i < row.length; i++) {
                String[] parts = row[i].split("\\|", -1);
                threading.add(i - 1, header(parts[0], parts[1], parts[2]));
            }
            assertThat(print(threading.threads())).isEqualTo(row[1]);
        });
    }

    /** What an earlier pass brought leaves room for the references of a later one that is smaller. */
    @Test
    void aSmallPassAfterALargeOneKnowsItsReferences() throws Exception {
        LinkColumn links = new LinkColumn(new LinkColumn.Limits(10, 0), 1);
        links.begin(5);
        for (int i = 1; i <= 5; i++) {
            links.add(i, START, block(header("m" + i, "p" + i + " q" + i, "x")));
        }
        links.settle();
        links.begin(1);
        links.add(6, START, block(header("m6", "p6 q6", "x")));
        links.settle();
        assertThat(links.references(links.values(new int[] {6}, 1)[0])).isEqualTo(2);
        assertThat(links.isWorthKeeping(6)).isTrue();
    }

    @Test
    void referencesAreWhatTheRfcSays() {
        Property.<NaiveReferences.Message>holds(2000, ReferenceThreadsTest::randomMessages, messages -> {
            Threads threading = new Threads(ThreadAlgorithm.REFERENCES);
            List<NaiveReferences.Message> numbered = new ArrayList<>();
            for (NaiveReferences.Message m : messages) {
                int number = numbered.size() + 1;
                numbered.add(
                        new NaiveReferences.Message(number, m.id(), m.references(), m.subject(), m.reply(), m.sent()));
                Instant sent = START.plusSeconds(m.sent());
                threading.add(
                        number,
                        header(m.id(), String.join(" ", m.references()), (m.reply() ? "Re: " : "") + m.subject())
                                + "Date: "
                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(sent.atOffset(ZoneOffset.UTC))
                                + "\r\n");
            }
            assertThat(print(threading.threads())).isEqualTo(new NaiveReferences().threads(numbered));
        });
    }

    /** Few ids, subjects and dates, so that they meet. */
    private static List<NaiveReferences.Message> randomMessages(Random random) {
        List<NaiveReferences.Message> messages = new ArrayList<>();
        int ids = 2 + random.nextInt(12);
        for (int left = random.nextInt(14); left > 0; left--) {
            List<String> references = random.ints(random.nextInt(4), 0, ids)
                    .mapToObj(id -> "i" + id)
                    .toList();
            messages.add(new NaiveReferences.Message(
                    0,
                    random.nextInt(8) == 0 ? "" : "i" + random.nextInt(ids),
                    references,
                    random.nextInt(6) == 0 ? "" : "s" + random.nextInt(4),
                    random.nextBoolean(),
                    random.nextInt(6)));
        }
        return messages;
    }

    @Test
    void siblingsAreInTheOrderOfTheirDates() throws IOException {
        Threads threading = new Threads(ThreadAlgorithm.REFERENCES);
        threading.add(1, "Message-ID: <a@x>\r\nSubject: s1\r\nDate: 9 Jan 2026 12:00:00 +0000\r\n");
        threading.add(
                2, "Message-ID: <b@x>\r\nSubject: s2\r\nDate: 9 Jan 2026 15:00:00 +0000\r\nReferences: <a@x>\r\n");
        threading.add(
                3, "Message-ID: <c@x>\r\nSubject: s3\r\nDate: 9 Jan 2026 15:59:59 +0100\r\nReferences: <a@x>\r\n");
        threading.add(4, "Message-ID: <d@x>\r\nSubject: s4\r\nDate: 8 Jan 2026 15:00:00 +0000\r\n");
        assertThat(print(threading.threads())).isEqualTo("(4)(1 (3)(2))");
    }

    @Test
    void inReplyToCountsWhereReferencesSayNothing() throws IOException {
        Threads threading = new Threads(ThreadAlgorithm.REFERENCES);
        threading.add(1, "Message-ID: <\"a\"@x>\r\nSubject: s1\r\n");
        threading.add(
                2, "Message-ID: <b@x>\r\nSubject: s2\r\nIn-Reply-To: a letter <a@x> of <q@x>\r\nReferences: none\r\n");
        threading.add(3, "Message-ID: <c@x>\r\nSubject: s3\r\nIn-Reply-To: <a@x>\r\nReferences: <b@x>\r\n");
        assertThat(print(threading.threads())).isEqualTo("(1 2 3)");
    }

    @Test
    void deepThreadsNeedNoStack() throws Exception {
        ProcessorTime.atMost(Duration.ofSeconds(20), () -> {
            String rising = chain(n -> header("m" + n, n == 1 ? "" : "m" + (n - 1), "s" + n));
            assertThat(rising).startsWith("(1 2 3 4 ").endsWith(" " + DEEP + ")");
            String falling = chain(n -> header("m" + n, n == DEEP ? "" : "m" + (n + 1), "s" + n));
            assertThat(falling).startsWith("(" + DEEP + " ").endsWith(" 3 2 1)");
            String ring = chain(n -> header("m" + n, "m" + (n % DEEP + 1), "s" + n));
            assertThat(ring.chars().filter(c -> c == '(')).hasSize(1);
            String comb = chain(n -> header("m" + n, n < 3 ? "" : "m" + (n - 1 - n % 2), "s" + n));
            assertThat(comb).startsWith("(1 ").contains("(").hasSizeGreaterThan(DEEP);
        });
    }

    @Test
    void hostileReferencesCostTheirNumber() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append(" r").append(i);
        }
        ProcessorTime.atMost(Duration.ofSeconds(20), () -> {
            Threads threading = new Threads(ThreadAlgorithm.REFERENCES);
            for (int n = 1; n <= 1000; n++) {
                threading.add(n, header("m" + n, many + " x" + n, "s"));
            }
            assertThat(print(threading.threads())).startsWith("((1)(2)");
            // Each link would have to be followed up a deep thread.
            String upwards = chain(n -> n <= DEEP / 2
                    ? header("m" + n, n == 1 ? "" : "m" + (n - 1), "s" + n)
                    : header("k" + n / 2, n % 2 == 0 ? "c" + n : "m" + DEEP / 2 + " k" + n / 2 + " j" + n, "s" + n));
            assertThat(upwards).startsWith("(1 2 3 ");
        });
    }

    @Test
    void withoutStepsNothingIsLinkedThatCouldBeARing() throws IOException {
        Threads threads = new Threads(ThreadAlgorithm.REFERENCES, new LinkColumn.Limits(3, 100));
        threads.add(1, header("a", "", "s1"));
        threads.add(2, header("b", "a", "s2"));
        threads.add(3, header("d", "c", "s3"));
        threads.add(4, header("c", "b", "s4")); // c has a child, b a parent
        threads.add(5, header("e", "p q r s b", "s5")); // only p, s and b count
        ThreadMessages messages = threads.messages();
        ReferenceGraph graph = messages.graph(new ReferenceGraph.Limits(2, 0));
        assertThat(print(new ReferenceThreads(ThreadAlgorithm.REFERENCES, messages, graph).threads()))
                .isEqualTo("(1 2 5)(4 3)");
    }

    private static String chain(IntFunction<String> header) throws IOException {
        Threads threading = new Threads(ThreadAlgorithm.REFERENCES);
        for (int n = 1; n <= DEEP; n++) {
            threading.add(n, header.apply(n));
        }
        return print(threading.threads());
    }

    /** Messages that are added one after the other, by rising number. */
    private static final class Threads {
        private final ThreadAlgorithm algorithm;
        private final TextColumn subjects = new TextColumn(SortKey.SUBJECT, Collation.UNICODE_CASEMAP, 4711);
        private final DateColumn dates = new DateColumn();
        private final LinkColumn links;
        private int count;

        Threads(ThreadAlgorithm algorithm) {
            this(algorithm, LinkColumn.Limits.DEFAULT);
        }

        Threads(ThreadAlgorithm algorithm, LinkColumn.Limits limits) {
            this.algorithm = algorithm;
            this.links = new LinkColumn(limits, 4711);
            links.begin(DEEP);
        }

        void add(int number, String header) {
            assertThat(number).isEqualTo(++count);
            HeaderBlock block = block(header);
            for (KeyColumn column : List.of(subjects, dates, links)) {
                column.add(number, START.plusSeconds(number), block);
            }
        }

        ThreadMessages messages() {
            return new ThreadMessages(
                    new ThreadMessages.Columns(subjects, dates, Optional.of(links)),
                    IntStream.rangeClosed(1, count).toArray(),
                    LongStream.rangeClosed(1, count)
                            .map(second -> START.plusSeconds(second).toEpochMilli())
                            .toArray());
        }

        Forest threads() {
            return algorithm.threads(messages());
        }
    }

    private static HeaderBlock block(String header) {
        return HeaderBlock.parse(header.getBytes(ISO_8859_1));
    }

    private static String header(String id, String references, String subject) {
        StringBuilder header = new StringBuilder("Subject: ").append(subject).append("\r\n");
        if (!id.isEmpty()) {
            header.append("Message-ID: <").append(id).append("@x>\r\n");
        }
        if (!references.isEmpty()) {
            header.append("References:");
            for (String reference : references.strip().split(" ", -1)) {
                header.append(" <").append(reference).append("@x>");
            }
            header.append("\r\n");
        }
        return header.toString();
    }

    private static String print(Forest forest) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ThreadLine line = new ThreadLine(forest, LongUnaryOperator.identity());
        try (WireOut out = new WireOut(UnpooledByteBufAllocator.DEFAULT, 64, WireOut.Regions.REFUSED)) {
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                progress = line.encode(out);
                for (WireOut.Segment segment : out.take()) {
                    if (segment instanceof WireOut.Octets octets) {
                        octets.octets().readBytes(text, octets.octets().readableBytes());
                        octets.octets().release();
                    }
                }
            }
        }
        return text.toString(ISO_8859_1).replace("* THREAD", "").strip();
    }
}
