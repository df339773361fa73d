package org.postern.lmtp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.lmtp.codec.LmtpRequest.LoneDots;

final class LoneDotWatchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n.\nb",
                "a\n.\r\nb",
                "a\r\n.\nb",
                "a\r.\rb",
                "a\r.\r\nb",
                "a\r\n.\rb",
                "a\n.\rb",
                "a\r.\nb",
                ".\n",
                ".\rx",
                "\n.\n",
                "a\r\r\n.\r\r\n",
                "a\r\n.\r.\r\n"
            })
    void aDotBetweenOtherLineEndsIsDoubtful(String body) {
        assertThat(look(body)).isEqualTo(LoneDots.DOUBTFUL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n.\r\n",
                ".\r\n",
                "a\r\n..\r\nb",
                "a\nb\nc\r\n.\r\n",
                "a.\nb\r\n",
                "\n..\n",
                "\n. \n",
                "\n.x\r\n",
                "\r\n\r\n.\r\n",
                "a\rb\r\n.\r\n",
                ""
            })
    void everythingElseIsText(String body) {
        assertThat(look(body)).isEqualTo(LoneDots.CLEAR);
    }

    /** The same whole, octet by octet, and cut anywhere. */
    private static LoneDots look(String body) {
        ByteBuf octets = Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1);
        LoneDotWatch single = new LoneDotWatch();
        for (int i = 0; i < octets.readableBytes(); i++) {
            single.look(octets, i, i + 1);
        }
        for (int cut = 0; cut <= octets.readableBytes(); cut++) {
            LoneDotWatch halves = new LoneDotWatch();
            halves.look(octets, 0, cut);
            halves.look(octets, cut, octets.readableBytes());
            assertThat(halves.found()).as("cut at %d", cut).isEqualTo(single.found());
        }
        octets.release();
        return single.found();
    }
}
