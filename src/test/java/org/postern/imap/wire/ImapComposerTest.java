package org.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.postern.imap.codec.CommandText;
import org.postern.wire.WireOut;
import org.postern.wire.Written;

final class ImapComposerTest {
    @Test
    void stringsTakeTheShortestSafeForm() {
        assertThat(off(c -> c.string("a b"))).isEqualTo("\"a b\"");
        assertThat(off(c -> c.string(""))).isEqualTo("\"\"");
        assertThat(off(c -> c.string("a\"\\"))).isEqualTo("\"a\\\"\\\\\"");
        assertThat(off(c -> c.string("a\r\nb"))).isEqualTo("{4}\r\na\r\nb");
        assertThat(off(c -> c.string("\u00e4"))).isEqualTo("{2}\r\n\u00c3\u00a4");
        assertThat(on(c -> c.string("\u00e4"))).isEqualTo("\"\u00c3\u00a4\"");
        assertThat(on(c -> c.string(new byte[] {(byte) 0xE4}))).isEqualTo("{1}\r\n\u00e4");
        assertThat(off(c -> c.string("x".repeat(1001)))).startsWith("{1001}\r\n");
        assertThat(off(c -> c.nstring(Optional.empty()))).isEqualTo("NIL");
    }

    @Test
    void astringsAreAtomsWhereTheyCanBe() {
        assertThat(off(c -> c.astring("INBOX"))).isEqualTo("INBOX");
        assertThat(off(c -> c.astring("a]"))).isEqualTo("a]");
        assertThat(off(c -> c.astring("nil"))).isEqualTo("\"nil\"");
        assertThat(off(c -> c.astring(""))).isEqualTo("\"\"");
        assertThat(off(c -> c.astring("a b"))).isEqualTo("\"a b\"");
        assertThat(off(c -> c.astring("a%"))).isEqualTo("\"a%\"");
    }

    @Test
    void textCannotEndItsLine() {
        assertThat(off(c -> c.text("a\r\n* BYE\0\u00e4\u2028"))).isEqualTo("a  * BYE ??");
        assertThat(on(c -> c.text("\u00e4"))).isEqualTo("\u00c3\u00a4");
        assertThat(on(c -> c.text("\ud800x"))).isEqualTo("?x");
    }

    @Test
    void whatIsComposedIsReadBack() throws ImapSyntaxException {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            String value = random.ints(random.nextInt(12), 1, 0x250)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            Utf8 utf8 = random.nextBoolean() ? Utf8.ON : Utf8.OFF;
            String text = composed(utf8, c -> c.astring(value));
            ImapLexer in = new ImapLexer(new CommandText(text.getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(in.astring()).as("seed %d", seed).isEqualTo(value);
            assertThat(in.atEnd()).as("seed %d", seed).isTrue();
        }
    }

    private static String off(Consumer<ImapComposer> line) {
        return composed(Utf8.OFF, line);
    }

    private static String on(Consumer<ImapComposer> line) {
        return composed(Utf8.ON, line);
    }

    private static String composed(Utf8 utf8, Consumer<ImapComposer> line) {
        try (WireOut out = new WireOut(new UnpooledByteBufAllocator(false), 100_000, WireOut.Regions.REFUSED)) {
            line.accept(new ImapComposer(out, utf8));
            return Written.text(out);
        }
    }
}
