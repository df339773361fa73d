package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BinaryEncoderTest {
    @Test
    void whatHasNoNulStaysAsItIs() throws IOException {
        for (String message : List.of("", "x", "a: b\r\n\r\nc\r\n", "\r\n", "junk\r\na: b\r\n\r\n\u00ff\r\n--x\r\n")) {
            assertThat(encoded(message)).isEqualTo(message);
        }
    }

    @Test
    void aBodyWithNulBecomesBase64() throws IOException {
        assertThat(encoded("\r\n\0")).isEqualTo("Content-Transfer-Encoding: base64\r\n\r\nAA==\r\n");
        assertThat(encoded("a:\r\n b\r\nCONTENT-transfer-Encoding :\r\n  binary\r\njunk\r\n\r\n\0\r\n"))
                .isEqualTo("a:\r\n b\r\njunk\r\nContent-Transfer-Encoding: base64\r\n\r\nAA0K\r\n");
    }

    @Test
    void onlyThePartsThatMustBeEncodedAre() throws IOException {
        String head = "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n";
        String plain = "--b\r\n\r\nplain\r\n";
        String end = "--b--\r\nepilogue\r\n";
        assertThat(encoded(head + plain + "--b\r\n\r\n\0x\r\n" + plain + end))
                .isEqualTo(head + plain + "--b\r\nContent-Transfer-Encoding: base64\r\n\r\nAHg=\r\n" + plain + end);
    }

    @Test
    void nulWhereNothingCanBeEncodedIsRefused() {
        String multipart = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
        for (String message : List.of(
                "\0",
                "a: \0\r\n\r\nb",
                "a: \0\r\n\r\n\0",
                "Content-Transfer-Encoding: base64\r\n\r\nAA\0A",
                "Content-Transfer-Encoding: quoted-printable\r\n\r\n\0",
                "Content-Transfer-Encoding: x-uuencode\r\n\r\n\0",
                "Content-Type: multipart/mixed\r\n\r\n\0",
                multipart + "\0\r\n--b\r\n\r\nx\r\n--b--\r\n",
                multipart + "--b\r\n\r\nx\r\n--b--\r\n\0",
                multipart + "--b\r\na: \0\r\n\r\nx\r\n--b--\r\n")) {
            assertThatThrownBy(() -> encoded(message)).isInstanceOf(UnknownEncodingException.class);
        }
    }

    @Test
    void anyOctetsComeBack() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            byte[] body = new byte[new Random(seed).nextInt(30_000)];
            new Random(seed).nextBytes(body);
            String message = "Content-Type: application/x\r\n\r\n" + new String(body, ISO_8859_1);
            OctetSource encoded = OctetSource.of(encoded(message).getBytes(ISO_8859_1));
            byte[] decoded = new BodyDecoder(encoded)
                    .decoded(new MessageScanner().scan(encoded))
                    .readAllBytes();
            assertThat(decoded).as("seed %d", seed).isEqualTo(body);
        }
    }

    private static String encoded(String message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BinaryEncoder(OctetSource.of(message.getBytes(ISO_8859_1)), out, MimeLimits.DEFAULT).run();
        return out.toString(ISO_8859_1);
    }
}
