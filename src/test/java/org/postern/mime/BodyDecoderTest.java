package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BodyDecoderTest {

    @Test
    void damageInBase64IsPassedOver() throws IOException {
        assertThat(decoded("base64", "aGVs\r\nb*G8=\r\n")).isEqualTo("hello");
        assertThat(decoded("base64", "aGVsbG8=\r\ntrailer")).isEqualTo("hello");
        assertThat(decoded("base64", "aGVsbG8")).isEqualTo("hello");
        assertThat(decoded("base64", "")).isEmpty();
        assertThat(decoded("base64", "===\r\n")).isEmpty();
    }

    @Test
    void damageInQuotedPrintableIsPassedOver() throws IOException {
        assertThat(decoded("quoted-printable", "a=ZZb=\r\nc=3D=")).isEqualTo("a=ZZbc=");
        assertThat(decoded("Quoted-Printable", "h=E9 \r\nx")).isEqualTo("h\u00e9\r\nx");
    }

    /** The decoders say "nothing now" where only blanks or damage stand, which is not the end. */
    @Test
    void damageAloneIsNoFailure() throws IOException {
        String[] pieces = {"=", "a", "AAAA", "\r\n", " ", "=\r\n", "==", "\t", "=3D", "\u00e9"};
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder body = new StringBuilder();
            for (int n = random.nextInt(6); n > 0; n--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            for (String encoding : new String[] {"base64", "quoted-printable"}) {
                OctetSource source = OctetSource.of(("Content-Type: text/plain; charset=us-ascii\r\n"
                                + "Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body)
                        .getBytes(ISO_8859_1));
                MimePart part = new MessageScanner().scan(source);
                StringWriter text = new StringWriter();
                assertThat(new BodyDecoder(source).text(part).transferTo(text))
                        .as("%s of seed %d", encoding, seed)
                        .isNotNegative();
            }
        }
    }

    @Test
    void otherBodiesComeAsTheyAre() throws IOException {
        assertThat(decoded("8bit", "a=3D\r\n")).isEqualTo("a=3D\r\n");
        assertThat(decoded("", "a")).isEqualTo("a");
        assertThatThrownBy(() -> decoded("x-uuencode", "a")).isInstanceOf(UnknownEncodingException.class);
    }

    @Test
    void largeBodiesAreStreamed() throws IOException {
        byte[] octets = new byte[200_000];
        new Random(1).nextBytes(octets);
        String body = Base64.getMimeEncoder().encodeToString(octets);
        byte[] message = ("Content-Transfer-Encoding: base64\r\n\r\n" + body).getBytes(ISO_8859_1);
        OctetSource source = Outline.trickling(message, new Random(2));
        MimePart part = new MessageScanner().scan(source);
        assertThat(new BodyDecoder(source).decoded(part).readAllBytes()).isEqualTo(octets);
    }

    @Test
    void multipartsHaveNoEncoding() throws IOException {
        byte[] message = Outline.crlf(
                "Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64\n\n--a\n\nx\n--a--\n");
        OctetSource source = OctetSource.of(message);
        MimePart part = new MessageScanner().scan(source);
        assertThat(new BodyDecoder(source).decoded(part).readAllBytes())
                .hasSize((int) part.body().size())
                .startsWith('-', '-', 'a');
    }

    @Test
    void charsetsAreDecodedOrGuessed() throws IOException {
        byte[] both = "\u00f6\u20ac\ud83d\ude00\u00f6".getBytes(UTF_8);
        both[both.length - 2] = (byte) 0xF6;
        both[both.length - 1] = 'x';
        String guessed = "\u00f6\u20ac\ud83d\ude00\u00f6x";
        assertThat(text("", both)).isEqualTo(guessed);
        assertThat(text("; charset=us-ascii", both)).isEqualTo(guessed);
        assertThat(text("; charset=no-such", both)).isEqualTo(guessed);
        assertThat(text("; charset=utf-8", both)).isEqualTo("\u00f6\u20ac\ud83d\ude00\ufffdx");
        assertThat(text("; charset=koi8-r", new byte[] {(byte) 0xC1})).isEqualTo("\u0430");
        assertThat(text("", new byte[] {'a', (byte) 0xE2, (byte) 0x82})).isEqualTo("a\u00e2\u201a");
    }

    private static String decoded(String encoding, String body) throws IOException {
        String message = "Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body;
        OctetSource source = OctetSource.of(message.getBytes(ISO_8859_1));
        MimePart part = new MessageScanner().scan(source);
        try (InputStream in = new BodyDecoder(source).decoded(part)) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private static String text(String parameters, byte[] body) throws IOException {
        String message = "Content-Type: text/plain" + parameters + "\r\n\r\n" + new String(body, ISO_8859_1);
        OctetSource source = OctetSource.of(message.getBytes(ISO_8859_1));
        MimePart part = new MessageScanner().scan(source);
        StringWriter text = new StringWriter();
        try (Reader reader = new BodyDecoder(source).text(part)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                text.write(c);
            }
        }
        return text.toString();
    }
}
