package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.ProcessorTime;

/** Input made to cost more than its size. What is linear takes milliseconds here; what is quadratic, minutes. */
final class HostileMailTest {
    private static final int SIZE = 2 << 20;
    private static final Duration LINEAR = Duration.ofSeconds(10);

    @TestFactory
    Stream<DynamicTest> structures() {
        return Stream.of(
                        nested("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"),
                        nested("Content-Type: multipart/mixed; boundary=b\n\n--b\n"),
                        nested("Content-Type: message/rfc822\n\n"),
                        nested("Content-Type: multipart/digest; boundary=b%d\n\n--b%d\n\n"),
                        prefixes() + ("--" + "a".repeat(99) + " ".repeat(1000) + "x\n").repeat(SIZE / 1000),
                        prefixes() + "--a\n".repeat(SIZE / 4),
                        "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\n\n".repeat(SIZE / 5),
                        "Content-Type: multipart/mixed; boundary=a\n\n" + "--b\n".repeat(SIZE / 4),
                        "Content-Type: multipart/mixed; boundary=a\n\n--a" + " ".repeat(SIZE),
                        "Content-Type: multipart/mixed; boundary=" + "a".repeat(SIZE) + "\n\n--" + "a".repeat(SIZE),
                        "Content-Type: text/plain" + "; a*0=x".repeat(SIZE / 7) + "\n\n",
                        "Content-Type: text/plain" + parameters() + "\n\n",
                        "Content-Type: text/plain; a=" + "b ".repeat(SIZE / 2) + "\n\n",
                        "Content-Type: text/plain" + "(".repeat(SIZE) + "\n\n",
                        "Content-Type: text/plain; a=\"" + "\\".repeat(SIZE) + "\n\n",
                        "Content-Type: text/plain\n ".repeat(SIZE / 26) + "\n\n",
                        "Content-ID: x\n".repeat(SIZE / 14) + "\n\n",
                        "\n".repeat(SIZE),
                        "x".repeat(SIZE))
                .map(message -> DynamicTest.dynamicTest(
                        name(message), () -> ProcessorTime.atMost(LINEAR, () -> walk(message))));
    }

    @TestFactory
    Stream<DynamicTest> values() {
        return Stream.of(
                        "a,",
                        "a@b,",
                        "a:",
                        "a:;",
                        "<",
                        "<@",
                        "<a@b>",
                        "\"",
                        "\\\"",
                        "\"a\"",
                        "(",
                        "()",
                        "(\\",
                        "[",
                        "[]",
                        ">",
                        "@",
                        "a ",
                        "a. ",
                        ".",
                        ";",
                        ":",
                        ",",
                        "a, b <c> ",
                        "=?",
                        "=?a?q?",
                        "=?a?q?b?=",
                        "=?a?q?b?= ",
                        "=?a?b?=?=",
                        "=?utf-8?b?",
                        "?=",
                        "=",
                        "1 Jan ",
                        "a=b;",
                        ";",
                        "a*0=x;",
                        "\0",
                        "\u00c3")
                .map(piece -> DynamicTest.dynamicTest(
                        "<" + piece + ">",
                        () -> ProcessorTime.atMost(LINEAR, () -> {
                            Octets value = Octets.latin1(piece.repeat(SIZE / piece.length()));
                            assertThat(AddressParser.parse(value, 10_000).size())
                                    .isLessThan(10_010);
                            List<Function<Octets, Object>> readers = List.of(
                                    EncodedWords::decode, DateParser::parse, ContentType::parse, Disposition::parse);
                            readers.forEach(
                                    reader -> assertThat(reader.apply(value)).isNotNull());
                        })));
    }

    @Test
    void unlimitedAddressesAreLinearToo() throws Exception {
        ProcessorTime.atMost(LINEAR, () -> {
            Octets value = Octets.latin1("Somebody <a@b>, ".repeat(SIZE / 16));
            assertThat(AddressParser.parse(value, Integer.MAX_VALUE)).hasSize(SIZE / 16);
        });
    }

    @Test
    void manyFieldsAreLinear() throws Exception {
        ProcessorTime.atMost(LINEAR, () -> {
            HeaderBlock header = HeaderBlock.parse(":\n".repeat(SIZE).getBytes(ISO_8859_1));
            assertThat(header.fields()).hasSize(SIZE);
            assertThat(header.first("Subject")).isEmpty();
            assertThat(Envelope.of(header, MimeLimits.DEFAULT).from()).isEmpty();
        });
    }

    @Test
    void manyFieldsOfAddressesAreLinear() throws Exception {
        ProcessorTime.atMost(LINEAR, () -> {
            HeaderBlock header =
                    HeaderBlock.parse("To: a@b, c@d\n".repeat(SIZE / 13).getBytes(ISO_8859_1));
            assertThat(Envelope.of(header, MimeLimits.DEFAULT).to()).hasSizeBetween(10_000, 10_010);
        });
    }

    private static String nested(String level) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; message.length() < SIZE; i++) {
            message.append(level.replace("%d", Integer.toString(i)));
        }
        return message.toString();
    }

    /** Ninety-nine boundaries, each the beginning of the next. */
    private static String prefixes() {
        StringBuilder message = new StringBuilder();
        for (int i = 1; i < 100; i++) {
            String boundary = "a".repeat(i);
            message.append("Content-Type: multipart/x; boundary=" + boundary + "\n\n--" + boundary + "\n");
        }
        return message + "\n";
    }

    private static String parameters() {
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; parameters.length() < SIZE; i++) {
            parameters.append("; p").append(i).append("=x");
        }
        return parameters.toString();
    }

    private static void walk(String message) throws IOException {
        byte[] octets = Outline.crlf(message);
        OctetSource source = OctetSource.of(octets);
        MimePart root = new MessageScanner().scan(source);
        assertThat(root.whole().size()).isEqualTo(octets.length);
        assertThat(count(root)).isLessThanOrEqualTo(MimeLimits.DEFAULT.parts() + 1);
        assertThat(new TextSearch(source, root, MimeLimits.DEFAULT).textContains(new Needle("nowhere")))
                .isFalse();
    }

    private static int count(MimePart part) {
        return 1 + part.children().stream().mapToInt(HostileMailTest::count).sum();
    }

    private static String name(String message) {
        return message.substring(0, Math.min(60, message.length())).replace("\n", "|");
    }
}
