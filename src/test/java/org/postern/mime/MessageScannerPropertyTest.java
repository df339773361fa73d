package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.junit.jupiter.api.Test;

final class MessageScannerPropertyTest {
    private static final String[] PIECES = {
        "--a",
        "--b",
        "--ab",
        "--a--",
        "--b--",
        "--ab--",
        "\r\n",
        "\n",
        "\r\n\r\n",
        "\r",
        " ",
        "x",
        "-",
        "text",
        "Content-Type: multipart/mixed; boundary=a\r\n",
        "Content-Type: multipart/digest; boundary=\"ab\"\r\n",
        "Content-Type: multipart/x; boundary=b\r\n\r\n",
        "Content-Type: message/rfc822\r\n\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "Content-Type: text/html; charset*0*=x'",
        "Subject: y\r\n",
        ":",
        "\0"
    };

    @Test
    void anyOctetsHaveAConsistentStructure() throws IOException {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] message = soup(random);
            MimePart root = new MessageScanner().scan(OctetSource.of(message));
            assertThat(root.whole()).as("seed %d", seed).isEqualTo(new Span(0, message.length));
            assertThat(new MessageScanner().header(OctetSource.of(message))).isEqualTo(root.header());
            check(message, root, "seed " + seed);
        }
    }

    @Test
    void howTheSourceIsReadMakesNoDifference() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] message = soup(random);
            MimePart expected = new MessageScanner().scan(OctetSource.of(message));
            MimePart actual = new MessageScanner().scan(Outline.trickling(message, random));
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void whereTheWindowEndsMakesNoDifference() throws IOException {
        String tail = "\r\n--a\r\n\r\nx\r\n--a--\r\n";
        for (int padding = 65_400; padding < 65_640; padding++) {
            byte[] message = ("Content-Type: multipart/mixed; boundary=a\r\n\r\n" + "y".repeat(padding) + tail)
                    .getBytes(ISO_8859_1);
            MimePart root = new MessageScanner().scan(OctetSource.of(message));
            assertThat(Outline.of(root)).as("padding %d", padding).isEqualTo("multipart/mixed [text/plain 1/0]");
            assertThat(root.lines()).isEqualTo(5);
        }
    }

    @Test
    void generatedMessagesHaveTheStructureThatMime4jFinds() throws IOException, MimeException {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder message = new StringBuilder("Subject: x\r\n");
            generate(message, random, 4);
            byte[] octets = message.toString().getBytes(ISO_8859_1);
            List<String> ours = new ArrayList<>();
            list(new MessageScanner().scan(OctetSource.of(octets)), ours);
            assertThat(ours).as("seed %d", seed).isEqualTo(mime4j(octets));
        }
    }

    private static byte[] soup(Random random) {
        StringBuilder message = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            message.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return message.toString().getBytes(ISO_8859_1);
    }

    private static void check(byte[] message, MimePart part, String seed) {
        assertThat(part.header().end()).as(seed).isEqualTo(part.body().start());
        long lineEnds = Outline.text(message, part.body())
                .chars()
                .filter(c -> c == '\n')
                .count();
        assertThat(part.lines()).as(seed).isEqualTo(lineEnds);
        long from = part.body().start();
        for (MimePart child : part.children()) {
            assertThat(part.body().covers(child.whole())).as(seed).isTrue();
            assertThat(child.whole().start()).as(seed).isGreaterThanOrEqualTo(from);
            from = child.whole().end();
            check(message, child, seed);
        }
    }

    /** Appends the rest of a header, and a body. */
    private static void generate(StringBuilder into, Random random, int depth) {
        int kind = depth == 0 ? 2 : random.nextInt(4);
        if (kind == 0) {
            String boundary = "=_" + Long.toString(random.nextLong(), 36);
            into.append("Content-Type: multipart/mixed; boundary=\"")
                    .append(boundary)
                    .append("\"\r\n\r\n");
            into.append(random.nextBoolean() ? "preamble\r\n" : "");
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                into.append("--").append(boundary).append("\r\n");
                generate(into, random, depth - 1);
                into.append("\r\n");
            }
            into.append("--").append(boundary).append("--\r\n").append(random.nextBoolean() ? "epilogue" : "");
        } else if (kind == 1) {
            into.append("Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n");
            generate(into, random, depth - 1);
        } else {
            into.append("Content-Type: text/x-").append(random.nextInt(9)).append("; charset=utf-8\r\n\r\n");
            for (int i = random.nextInt(30); i > 0; i--) {
                into.append("-".repeat(random.nextInt(4)))
                        .append("y".repeat(random.nextInt(90)))
                        .append("\r\n");
            }
        }
    }

    private static void list(MimePart part, List<String> into) {
        String type = part.content().type().type() + "/" + part.content().type().subtype();
        into.add(part.kind() == MimePart.Kind.LEAF ? type + " " + part.body().size() : type);
        part.children().forEach(child -> list(child, into));
    }

    private static List<String> mime4j(byte[] message) throws IOException, MimeException {
        List<String> found = new ArrayList<>();
        MimeTokenStream stream =
                new MimeTokenStream(new MimeConfig.Builder().setMaxLineLen(-1).build());
        stream.setRecursionMode(RecursionMode.M_RECURSE);
        boolean atTop = true;
        stream.parse(new ByteArrayInputStream(message));
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            if (state == EntityState.T_BODY) {
                String type = stream.getBodyDescriptor().getMimeType();
                found.add(type + " " + stream.getInputStream().readAllBytes().length);
            } else if (state == EntityState.T_START_MULTIPART) {
                found.add(stream.getBodyDescriptor().getMimeType());
            } else if (state == EntityState.T_START_MESSAGE && !atTop) {
                found.add("message/rfc822");
            }
            atTop = false;
        }
        return found;
    }
}
