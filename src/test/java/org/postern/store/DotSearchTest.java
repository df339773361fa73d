package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against looking at every octet, with octets that differ from those looked for by a bit. */
final class DotSearchTest {
    private static final byte[] OCTETS = {'.', '\n', '/', '\r', 0x0B, 0x2C, (byte) 0xAE, (byte) 0x8A, 0, (byte) 0xFF};

    @Test
    void findsWhatASimpleSearchFinds() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] octets = new byte[2 + random.nextInt(40)];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = OCTETS[random.nextInt(OCTETS.length)];
            }
            int from = 1 + random.nextInt(octets.length - 1);
            int to = from + random.nextInt(octets.length - from + 1);
            ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(DotSearch.next(in, from, to)).as("seed %s", seed).isEqualTo(simply(octets, from, to));
        }
    }

    private static int simply(byte[] in, int from, int to) {
        int at = from;
        while (at < to && !(in[at] == '.' && in[at - 1] == '\n')) {
            at++;
        }
        return at;
    }
}
