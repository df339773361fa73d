package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "$" is CRLF, "^" CR, "~" LF. */
final class StuffingWatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|true",
                "a$|true",
                "a|false",
                "a~|false",
                "a^|false",
                "$|true",
                ".|false",
                ".$|false",
                "a$.$|false",
                "a.$.b$|false",
                "a~.b$|true",
                "a^.b$|true",
                "a^~.b$|false",
                "a~^.b$|true",
            })
    void dotsBehindCrlfAndAMissingEndAreSeen(String message, boolean needsNone) {
        String wire = message.replace("$", "\r\n").replace("^", "\r").replace("~", "\n");
        for (int piece = 1; piece < 5; piece++) {
            assertThat(seen(wire, piece)).as("in pieces of %s", piece).isEqualTo(needsNone);
        }
    }

    @Test
    void anyMessageInAnyPieces() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder message = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                message.append("\r\n.abcd".charAt(random.nextInt(7)));
            }
            message.append(random.nextInt(4) > 0 ? "\r\n" : "");
            String text = message.toString();
            boolean needsNone = !("\r\n" + text).contains("\r\n.") && (text.isEmpty() || text.endsWith("\r\n"));
            assertThat(seen(text, 1 + random.nextInt(30))).as("seed %s", seed).isEqualTo(needsNone);
        }
    }

    private static boolean seen(String wire, int piece) {
        StuffingWatch watch = new StuffingWatch();
        byte[] octets = wire.getBytes(ISO_8859_1);
        for (int at = 0; at < octets.length; at += piece) {
            ByteBuffer next = ByteBuffer.wrap(octets, at, Math.min(piece, octets.length - at));
            watch.see(next);
            assertThat(next.position()).isEqualTo(at);
        }
        return watch.needsNoStuffing();
    }
}
