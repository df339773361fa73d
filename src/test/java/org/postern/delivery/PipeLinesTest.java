package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PipeLinesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'',                   ''",
                "a,                    a",
                "From,                 From",
                "From: x|,             From: x^|",
                "From x|a|,            a^|",
                "From x^|a|From y|,    a^|From y^|",
                "|,                    ^|",
                "a|b^|c^d||,           a^|b^|c^d^|^|",
                "^,                    ^",
                "^^|,                  ^^|"
            })
    void converts(String in, String out) throws IOException {
        assertThat(run(new ByteArrayInputStream(octets(in)))).isEqualTo(octets(out));
        assertThat(run(new Trickle(octets(in)))).isEqualTo(octets(out));
    }

    @Test
    void severalPiecesOfNothingButLineEnds() throws IOException {
        byte[] out = run(new ByteArrayInputStream(octets("|".repeat(200_000))));
        assertThat(out).isEqualTo(octets("^|".repeat(200_000)));
    }

    private static byte[] octets(String text) {
        return text.replace('^', '\r').replace('|', '\n').getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] run(InputStream in) throws IOException {
        PipeLines lines = new PipeLines(in);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer piece = lines.next(); piece.hasRemaining(); piece = lines.next()) {
            byte[] octets = new byte[piece.remaining()];
            piece.get(octets);
            out.writeBytes(octets);
        }
        return out.toByteArray();
    }

    /** One octet a read. */
    private static final class Trickle extends FilterInputStream {
        Trickle(byte[] octets) {
            super(new ByteArrayInputStream(octets));
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(1, length));
        }
    }
}
