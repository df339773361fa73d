package org.postern.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.boot.Backend;

/** The runner against a server that only repeats: it must pass what is right and, above all, fail what is not. */
final class TranscriptRunnerTest {
    private static final String HEAD = "title t\nspec s\nsession A\n\n";

    @TempDir
    Path fixtures;

    private EchoServer server;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        Files.writeString(fixtures.resolve("one.eml"), "A: b\r\n\r\n.x\ny");
        Files.writeString(
                fixtures.resolve("two.mbox"),
                "From a Mon Nov  2 10:00:00 2026\nA: 1\n\n>From x\n\nFrom b Tue Nov 3 11:00:00 2026\nA: 2\n\nlast");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "title t\nspec s\nsession A\n\n",
                "spec s\nsession A\n\nA> x",
                "title t\nsession A\n\nA> x",
                "title t\nspec s\nsession a\n\na> x",
                "title t\nspec s\nsession A\nsession A\n\nA> x",
                "title t\nspec s\nsession A\n\nB> x",
                "title t\nspec s\nsession A\n\nA* x",
                "title t\nspec s\nsession A\n\nA>x",
                "title t\nspec s\nsession A eve\n\nA> x",
                "title t\nspec s\ncolour red\nsession A\n\nA> x",
                "title t\nspec s\ntransport pigeon\nsession A\n\nA> x",
                "title t\nspec s\nset x\nsession A\n\nA> x"
            })
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsHeadAndSteps() {
        Transcript t = parse("""
                # a comment
                title   T
                spec    RFC 1
                spec    RFC 2
                set     imap.port=0
                user    dave quota=10K
                mailbox INBOX two.mbox
                cut     line, octet
                session A alice INBOX   # selected

                A> 1 NOOP   # no operation
                A< 1 OK ...
                """);
        assertThat(t.head().spec()).isEqualTo("RFC 1; RFC 2");
        assertThat(t.head().settings()).containsEntry("imap.port", "0");
        assertThat(t.cuts()).containsExactly(Cut.LINE, Cut.OCTET);
        assertThat(t.sessions().get(0).mailbox()).contains("INBOX");
        assertThat(t.steps()).extracting(Step::toString).containsExactly("A> 1 NOOP", "A< 1 OK ...");
        assertThat(t.steps().get(0).line()).isEqualTo(11);
        assertThat(t.users()).extracting(Transcript.User::name).contains("alice", "dave");
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void passesWhatIsRight(Cut cut) throws IOException {
        run(cut, """
                A> one alice@localhost
                A< one <who>@localhost
                A> <who> {64:a\\0b} {=one.eml} {*3:ab} {#c3a4}
                A< alice YQBi 12 ababab ...
                A> {@+one.eml} x
                A< {12+}
                A< A: b
                A<
                A< .x...y x
                A> 2 {@one.eml})
                A< 2 {@one.eml})
                A> tail{-}
                A> end
                A< tailend
                """);
    }

    @Test
    void anyOrderIsForUntaggedLinesOnly() throws IOException {
        run(Cut.LINE, "A? * b|* a|1 OK\nA< * a\nA< * b\nA< 1 OK\n");
        fails("A> * b|* a|1 OK\nA< * a\nA< * b\nA< 1 OK\n", "came: * b");
        fails("A? 1 OK|* a\nA< * a\nA< 1 OK\n", "came: 1 OK");
    }

    @Test
    void anExpectedLiteralJoinsItsLines() throws IOException {
        Transcript t =
                parse(HEAD + "A< {4}\nA< ab\nA< x {1}\nA< a)\nA< next {0}\nA<\nA< more {5}\nA< ab\nA< cd\nA< end");
        assertThat(t.steps())
                .extracting(Step::text)
                .containsExactly("{4}\r\nab\r\nx {1}\r\na)", "next {0}\r\n", "more {5}\r\nab\r\ncd", "end");
        run(Cut.LINE, "A> {4}|ab|c {0}|)\nA< {4}\nA< ab\nA< c {0}\nA< )\n");
    }

    @Test
    void starsAreLinesThatNobodyAsksFor() throws IOException {
        run(Cut.LINE, "A> * a|* b|* c|d\nA< * a\nA< ***\nA< d\n");
        run(Cut.LINE, "A> a|b\nA< a\nA< ***\nA< b\n");
        run(Cut.LINE, "A? * c|* b|* a|1 OK\nA< * a\nA< * c\nA< ***\nA< 1 OK\n");
        fails("A? * c|* b|1 OK\nA< * a\nA< ***\nA< 1 OK\n", "script: A< * a", "came: 1 OK");
    }

    @Test
    void failsWhatIsWrong() {
        fails("A> a\nA< b\n", ":6 ", "script: A< b", "came: a", "A> a");
        fails("A> 1 2\nA< <x> <x>\n", "came: 1 2");
        fails("A> 1\nA< <x>\nA> 2\nA< <x>\n", "came: 2");
        fails("A> {@+one.eml}\nA< {12+}\nA< A: b\nA<\nA< .xy\n", "came: .x");
        fails("A> a|more\nA< a\nA!\n", "instead of closing");
        fails("A> bye\nA< bye\nA> x\nA< x\n", "closed");
        fails("A> x {@one.eml}deaf\nA< x\n", "instead of \"+\"");
    }

    @Test
    void seesTheServerClose() throws IOException {
        run(Cut.LINE, "A> bye\nA< bye\nA!\n");
    }

    @Test
    void fixturesTravelWithCrlfAndDates() {
        List<Fixtures.Message> box = new Fixtures(fixtures).messages("two.mbox");
        assertThat(box).hasSize(2);
        assertThat(box.get(0).octets()).isEqualTo("A: 1\r\n\r\nFrom x\r\n");
        assertThat(box.get(0).received()).hasToString("2026-11-02T10:00:00Z");
        assertThat(new Fixtures(fixtures).octets("two.mbox/2")).isEqualTo("A: 2\r\n\r\nlast");
        assertThatThrownBy(() -> new Fixtures(fixtures).octets("two.mbox")).hasMessageContaining("two.mbox/1");
    }

    @Test
    void linesAreStuffedWhereDotsEndThem() {
        Macros lmtp = new Macros(Protocol.LMTP, new Fixtures(fixtures));
        assertThat(text(lmtp.sent("{@one.eml}"))).isEqualTo("A: b\r\n\r\n..x\ny\r\n");
        assertThat(text(lmtp.sent("BDAT {@one.eml} LAST"))).isEqualTo("BDAT 12 LAST\r\nA: b\r\n\r\n.x\ny");
        assertThat(text(new Macros(Protocol.POP3, new Fixtures(fixtures)).expected("{@one.eml}")))
                .isEqualTo("A: b\r\n\r\n..x\ny");
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void cutsLoseNothing(Cut cut) {
        String octets = "one\r\ntwo" + "x".repeat(20_000) + "\nthree";
        assertThat(String.join("", cut.packets(octets))).isEqualTo(octets);
    }

    private static String text(List<Macros.Part> parts) {
        return String.join("", parts.stream().map(Macros.Part::text).toList());
    }

    private void fails(String steps, String... told) {
        assertThatThrownBy(() -> run(Cut.LINE, steps))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(told);
    }

    private void run(Cut cut, String steps) throws IOException {
        Transcript script = parse(HEAD + steps);
        Variant variant = new Variant(Backend.MEMORY, Transport.PLAIN, cut);
        try (Conversation talk = new Conversation(script, variant, server, new Fixtures(fixtures), 7)) {
            talk.run();
        }
    }

    private static Transcript parse(String text) {
        return TranscriptParser.parse(Path.of("x.txt"), Protocol.IMAP, text);
    }
}
