package org.postern.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PreviewTest {
    private static Arguments row(String message, String preview) {
        return Arguments.of(message, preview);
    }

    static Stream<Arguments> rows() {
        String html = "Content-Type: text/html; charset=utf-8\n\n";
        String plain = "Content-Type: text/plain; charset=utf-8\n\n";
        return Stream.of(
                row("", ""),
                row("Subject: only a header\n\n", ""),
                row("Content-Type: image/png\n\nabc", ""),
                row("Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nsecret\n--b--\n", ""),
                row("Content-Disposition: attachment\n" + plain + "not this", ""),
                row(plain + "  Hello,\n\n\tworld \u00a0 again\n", "Hello, world again"),
                row(plain + "> asked\nanswered\n-- \nBob\n", "answered"),
                row(plain + "Bob wrote on a day:\n> asked\n> more\nanswered\n", "answered"),
                row(plain + "> only\n> quoted\n", "> only > quoted"),
                row(plain + "a\u0007b\u202ec\ufffdd", "abcd"),
                row(
                        html + "<html><head><title>t</title><style>p{}</style></head><body><p>One<br>two &amp; "
                                + "three</p><script>no()</script></body></html>",
                        "One two & three"),
                row(html + "<p>never closed", "never closed"),
                row(
                        "Content-Type: multipart/alternative; boundary=b\n\n--b\n" + plain + "plain\n--b\n" + html
                                + "<b>html</b>\n--b--\n",
                        "plain"),
                row(
                        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/gif\n\nGIF\n--b\n" + html
                                + "<b>html</b>\n--b--\n",
                        "html"),
                row(
                        plain.replace("\n\n", "\nContent-Transfer-Encoding: base64\n\n") + "R3LDvMOfZQ==",
                        "Gr\u00fc\u00dfe"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void tells(String message, String preview) throws IOException {
        assertThat(of(message)).isEqualTo(preview);
    }

    @Test
    void isCutAfterAWholeCharacter() throws IOException {
        String smile = "\ud83d\ude00";
        String preview = of("Content-Type: text/plain; charset=utf-8\n\n" + smile.repeat(300));
        assertThat(preview).isEqualTo(smile.repeat(Preview.MOST));
        String words = of("Content-Type: text/plain\n\n" + "ab ".repeat(300));
        assertThat(words.codePointCount(0, words.length())).isBetween(Preview.MOST - 2, Preview.MOST);
        assertThat(words).doesNotEndWith(" ");
    }

    private static String of(String message) throws IOException {
        OctetSource source = OctetSource.of(message.replace("\n", "\r\n").getBytes(UTF_8));
        return Preview.of(source, new MessageScanner(MimeLimits.DEFAULT).scan(source));
    }
}
