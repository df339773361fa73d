package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with bare LF, read as CRLF from any position. */
final class CrlfBodyTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r", "\r\n", "\n\n", "\r\r\n\n\r", "a\nb\r\nc\n", "no end"})
    void smallOnes(String text) throws Exception {
        check(text.getBytes(ISO_8859_1), 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void largeOnes(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] octets = new byte[200_000];
        for (int i = 0; i < octets.length; i++) {
            int what = random.nextInt(40);
            octets[i] = (byte) (what == 0 ? '\n' : what == 1 ? '\r' : 'a' + what % 26);
        }
        check(octets, seed);
    }

    private void check(byte[] octets, long seed) throws Exception {
        Path file = Files.write(temporary.resolve("m"), octets);
        byte[] expected =
                new String(octets, ISO_8859_1).replaceAll("(?<!\r)\n", "\r\n").getBytes(ISO_8859_1);
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(CrlfBody.measure(channel)).isEqualTo(expected.length);
        }
        try (CrlfBody body = new CrlfBody(FileBody.open(new DiskFiles(), file), expected.length)) {
            assertThat(whole(body)).isEqualTo(expected);
            Random random = new Random(seed);
            for (int i = 0; i < 200 && expected.length > 0; i++) {
                int from = random.nextInt(expected.length);
                ByteBuffer into = ByteBuffer.allocate(1 + random.nextInt(300));
                int n = body.read(from, into);
                assertThat(n).isPositive();
                assertThat(into.array()).startsWith(java.util.Arrays.copyOfRange(expected, from, from + n));
            }
            assertThat(body.read(expected.length, ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    private static byte[] whole(CrlfBody body) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(777);
        for (long at = 0; body.read(at, buffer.clear()) > 0; at += buffer.position()) {
            out.write(buffer.array(), 0, buffer.position());
        }
        return out.toByteArray();
    }
}
