package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DotFramerTest {
    static Stream<Arguments> rows() {
        return Stream.of(
                // What must not end a message: every end of line but CR LF, on either side of the dot.
                row("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n", ""),
                row("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n", ""),
                row("a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n", ""),
                row("a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n", ""),
                row("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n", ""),
                row("a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n", ""),
                row("a\r\r\n.\r\nrest", "a\r\r\n", "rest"),
                row("\n.\n.\r\n.\r.\r\n.\r\n", "\n.\n.\r\n\r.\r\n", ""),
                row(".\r\nrest", "", "rest"),
                row("..\r\n.\r\n", ".\r\n", ""),
                row("...\r\n.\r\n", "..\r\n", ""),
                row(".a\r\n.\r\n", "a\r\n", ""),
                row("a.\r\n.\r\n.\r\n", "a.\r\n", ".\r\n"),
                row("\r\n.\r\n", "\r\n", ""),
                row("a\0\u00ff\r\n.\r\nQUIT\r\n", "a\0\u00ff\r\n", "QUIT\r\n"));
    }

    private static Arguments row(String input, String body, String rest) {
        return Arguments.of(input, body, rest);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void bodyAndEndAreFoundWhereverTheInputIsCut(String input, String body, String rest) {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            DotFramer framer = new DotFramer();
            ByteBuf in = Unpooled.buffer();
            assertThat(read(framer, in, input, random)).as("seed %d", seed).isEqualTo(body);
            assertThat(framer.isEnded()).isTrue();
            assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo(rest);
        }
    }

    @Test
    void whatIsStuffedComesBack() {
        String[] parts = {"\r\n", ".", "\r", "\n", "x", "\r\n.", "\r\n..", "some words", ".\r\n"};
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                body.append(parts[random.nextInt(parts.length)]);
            }
            body.append("\r\n");
            String stuffed = ("\r\n" + body).replace("\r\n.", "\r\n..").substring(2);
            DotFramer framer = new DotFramer();
            assertThat(read(framer, Unpooled.buffer(), stuffed + ".\r\n", random))
                    .as("seed %d", seed)
                    .isEqualTo(body.toString());
            assertThat(framer.isEnded()).isTrue();
        }
    }

    private static String read(DotFramer framer, ByteBuf in, String input, Random random) {
        byte[] octets = input.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (at < octets.length) {
            int n = 1 + random.nextInt(random.nextBoolean() ? 1 : octets.length - at);
            in.writeBytes(octets, at, n);
            at += n;
            int before;
            do {
                before = in.readableBytes();
                ByteBuffer chunk = ByteBuffer.allocate(2 + random.nextInt(10));
                framer.read(in, chunk);
                body.append(StandardCharsets.ISO_8859_1.decode(chunk.flip()));
            } while (in.readableBytes() < before);
        }
        return body.toString();
    }
}
