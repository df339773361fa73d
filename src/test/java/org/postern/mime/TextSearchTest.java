package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TextSearchTest {
    private static final byte[] MESSAGE = Outline.crlf("""
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from
             outside
            Content-Type: multipart/mixed; boundary=a

            preamble
            --a
            Content-Type: text/plain; charset=iso-8859-1; name=plainname
            Content-Transfer-Encoding: quoted-printable

            Stra=DFe na=
            ch Z=FCrich
            --a
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGI+w4RwZmVsPC9iPg==
            --a
            Content-Type: image/png

            picture
            --a
            Content-Type: message/rfc822

            Subject: within

            inner words
            --a
            Content-Transfer-Encoding: x-unknown

            opaque
            --a--
            """);

    @Test
    void bodyIsWhatAReaderSees() throws IOException {
        assertThat(body("picture")).isFalse();
        assertThat(body("preamble")).isFalse();
        assertThat(body("outside")).isFalse();
        assertThat(body("plainname")).isFalse();
        assertThat(body("w4RwZmVs")).isFalse();
        assertThat(body("STRA\u00dfE NACH Z\u00dcRICH")).isTrue();
        assertThat(body("\u00e4pfel")).isTrue();
        assertThat(body("inner WORDS")).isTrue();
        assertThat(body("within")).isTrue();
        assertThat(body("opaque")).isTrue();
        assertThat(body("")).isTrue();
    }

    @Test
    void textIsHeadersToo() throws IOException {
        assertThat(text("picture")).isFalse();
        assertThat(text("subject: gr\u00fc\u00dfe from outside")).isTrue();
        assertThat(text("plainname")).isTrue();
        assertThat(text("within")).isTrue();
        assertThat(text("\u00c4PFEL")).isTrue();
    }

    @Test
    void fieldsAreDecoded() {
        HeaderBlock header = HeaderBlock.parse(MESSAGE);
        assertThat(TextSearch.fieldContains(header, "subject", new Needle("GR\u00dc\u00dfE")))
                .isTrue();
        assertThat(TextSearch.fieldContains(header, "subject", new Needle("utf-8")))
                .isFalse();
        assertThat(TextSearch.fieldContains(header, "Subject", new Needle(""))).isTrue();
        assertThat(TextSearch.fieldContains(header, "X-None", new Needle(""))).isFalse();
    }

    @Test
    void differencesOfCaseAndCompositionDoNotCount() {
        assertThat(new Needle("e\u0301t\u00e9").isIn("un \u00c9TE\u0301")).isTrue();
        assertThat(new Needle("\u03c3").isIn("\u03a3")).isTrue();
        assertThat(new Needle("\u03c2").isIn("\u03c3")).isTrue();
        assertThat(new Needle("\uff21").isIn("a")).isTrue();
        assertThat(new Needle("\ud801\udc28").isIn("\ud801\udc00")).isTrue();
        assertThat(new Needle("\ud800").isIn("x")).isFalse();
        assertThat(new Needle("b").isIn("a")).isFalse();
    }

    @Test
    void findsWhatAStringSearchFinds() throws IOException {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            String text = word(random, 5000);
            String needle = word(random, 8);
            boolean expected = text.toLowerCase(Locale.ROOT).contains(needle.toLowerCase(Locale.ROOT));
            assertThat(new Needle(needle).isIn(text)).as("seed %d", seed).isEqualTo(expected);
            assertThat(new Needle(needle).isIn(new StringReader(text)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private static String word(Random random, int limit) {
        return random.ints(random.nextInt(limit), 0, 3)
                .mapToObj(i -> "aAb".substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static boolean body(String needle) throws IOException {
        return search().bodyContains(new Needle(needle));
    }

    private static boolean text(String needle) throws IOException {
        return search().textContains(new Needle(needle));
    }

    private static TextSearch search() throws IOException {
        OctetSource source = OctetSource.of(new String(MESSAGE, ISO_8859_1).getBytes(ISO_8859_1));
        return new TextSearch(source, new MessageScanner().scan(source), MimeLimits.DEFAULT);
    }
}
