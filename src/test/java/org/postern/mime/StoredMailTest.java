package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything this package does, done to every message among the test resources. */
final class StoredMailTest {
    private static final Map<String, String> OUTLINES = outlines();

    private static Map<String, String> outlines() {
        Map<String, String> outlines = new HashMap<>();
        outlines.put(
                "digest",
                "multipart/digest [message/rfc822 61/3 {text/plain 4/0}, message/rfc822 55/1 {text/plain 0/0},"
                        + " text/plain 13/0]");
        outlines.put(
                "like-boundaries",
                "multipart/mixed [multipart/alternative [text/plain 5/0, text/html 11/0],"
                        + " text/plain 10/1, text/plain 0/0]");
        outlines.put(
                "encoded-message",
                "multipart/mixed [message/rfc822 36/0, message/delivery-status 102/3,"
                        + " message/rfc822 24/2 {text/plain 1/0}]");
        outlines.put(
                "parameters",
                "multipart/mixed [text/plain 1/0, application/x-thing 1/0, text/plain 10/0,"
                        + " application/octet-stream 1/0]");
        outlines.put(
                "damaged-encodings",
                "multipart/mixed [text/plain 18/1, text/plain 1/0, text/plain 11/1,"
                        + " text/plain 8/0, text/plain 3/0, text/plain 0/0]");
        outlines.put(
                "no-parts", "multipart/mixed [multipart/alternative [], multipart/related [], multipart/mixed []]");
        outlines.put("mixed-line-ends", "multipart/mixed [text/plain 7/0, text/plain 3/1]");
        outlines.put("unclosed", "multipart/mixed [text/plain 5/0, multipart/alternative []]");
        return outlines;
    }

    @TestFactory
    Stream<DynamicTest> everyMessageCanBeReadInEveryWay() throws IOException, URISyntaxException {
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(OUTLINES.size());
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    byte[] message = Files.readAllBytes(file);
                    OctetSource source = OctetSource.of(message);
                    MimePart root = new MessageScanner().scan(source);
                    assertThat(root.whole()).isEqualTo(new Span(0, message.length));
                    read(source, root);
                    TextSearch search = new TextSearch(source, root, MimeLimits.DEFAULT);
                    assertThat(search.textContains(new Needle("words that nobody would write")))
                            .isFalse();
                    HeaderBlock header = HeaderBlock.read(source, root.header(), MimeLimits.DEFAULT);
                    for (HeaderField field : header.fields()) {
                        assertThat(search.textContains(new Needle(field.name())))
                                .isTrue();
                    }
                    assertThat(Envelope.of(header, MimeLimits.DEFAULT).sender()).hasSameSizeAs(sender(header));
                }));
    }

    @Test
    void structuresAreWhatAPersonSees() throws IOException, URISyntaxException {
        Map<String, String> found = new HashMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
            if (OUTLINES.containsKey(name)) {
                found.put(name, Outline.of(Files.readAllBytes(file)));
            }
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(OUTLINES);
    }

    private static List<Address> sender(HeaderBlock header) {
        String name =
                header.all("Sender").stream().anyMatch(field -> !field.value().isEmpty()) ? "Sender" : "From";
        return header.all(name).stream()
                .flatMap(field -> AddressParser.parse(field.raw(), 100).stream())
                .toList();
    }

    private static void read(OctetSource source, MimePart part) throws IOException {
        for (MimePart child : part.children()) {
            assertThat(part.body().covers(child.whole())).isTrue();
            read(source, child);
        }
        BodyDecoder decoder = new BodyDecoder(source);
        if (part.content().transferEncoding() != TransferEncoding.UNKNOWN) {
            assertThat(decoder.decoded(part).readAllBytes())
                    .hasSizeLessThanOrEqualTo((int) part.body().size());
        }
        try (Reader text = decoder.text(part)) {
            assertThat(text.transferTo(Writer.nullWriter())).isNotNegative();
        }
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(StoredMailTest.class.getResource("/mail"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        }
    }
}
