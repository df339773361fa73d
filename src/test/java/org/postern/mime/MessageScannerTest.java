package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MessageScannerTest {
    private static final String MIXED = "Content-Type: multipart/mixed; boundary=a\n\n";

    private record Row(String what, String message, String outline) {
        static Row row(String what, String message, String outline) {
            return new Row(what, message, outline);
        }
    }

    @TestFactory
    Stream<DynamicTest> table() {
        return Stream.of(
                        Row.row("nothing at all", "", "text/plain 0/0"),
                        Row.row("only an empty line", "\n", "text/plain 0/0"),
                        Row.row("no body", "Subject: x\n", "text/plain 0/0"),
                        Row.row("no line end", "Subject: x", "text/plain 0/0"),
                        Row.row("no header", "\nhello\n", "text/plain 7/1"),
                        Row.row("body without line end", "A: b\n\nhello", "text/plain 5/0"),
                        Row.row(
                                "line without colon in the header",
                                "a: b\njunk\nContent-Type: text/html\n\nx",
                                "text/html 1/0"),
                        Row.row("blank line is a folded one", "a: b\n \nContent-Type: text/html\n\nx", "text/html 1/0"),
                        Row.row(
                                "multipart without boundary",
                                "Content-Type: multipart/mixed\n\n--a\n\nx\n--a--\n",
                                "multipart/mixed []"),
                        Row.row(
                                "empty boundary",
                                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n----\n",
                                "multipart/mixed []"),
                        Row.row("multipart without a part", MIXED + "foo\n--a--\nbar\n", "multipart/mixed []"),
                        Row.row("multipart without a line", MIXED, "multipart/mixed []"),
                        Row.row("no final boundary", MIXED + "--a\n\none\ntwo\n", "multipart/mixed [text/plain 10/2]"),
                        Row.row(
                                "final boundary without line end",
                                MIXED + "--a\n\none\n--a--",
                                "multipart/mixed [text/plain 3/0]"),
                        Row.row(
                                "boundary ends the header",
                                MIXED + "--a\nContent-Type: text/html\n--a\n\nx\n--a--\n",
                                "multipart/mixed [text/html 0/0, text/plain 1/0]"),
                        Row.row(
                                "boundary behind the empty line",
                                MIXED + "--a\nContent-Type: text/html\n\n--a\n--a--\n",
                                "multipart/mixed [text/html 0/0, text/plain 0/0]"),
                        Row.row(
                                "parts without header",
                                MIXED + "--a\n\nx\n--a\n\ny\n--a--\n",
                                "multipart/mixed [text/plain 1/0, text/plain 1/0]"),
                        Row.row(
                                "body that ends in an empty line",
                                MIXED + "--a\n\nx\n\n--a--\n",
                                "multipart/mixed [text/plain 3/1]"),
                        Row.row(
                                "blanks behind boundaries",
                                MIXED + "--a \t\n\nx\n--a-- \n",
                                "multipart/mixed [text/plain 1/0]"),
                        Row.row(
                                "boundary that ends in a blank",
                                "Content-Type: multipart/mixed; boundary=\"a \"\n\n--a\n\nx\n--a--\n",
                                "multipart/mixed [text/plain 1/0]"),
                        Row.row(
                                "unquoted boundary with odd characters",
                                "Content-Type: multipart/mixed; boundary=--=_x;y\n\n----=_x\n\nx\n----=_x--\n",
                                "multipart/mixed [text/plain 1/0]"),
                        Row.row(
                                "quoted boundary with quoted pairs",
                                "Content-Type: multipart/mixed; boundary=\"a\\\"b;(c)\"\n\n--a\"b;(c)\n\nx\n--a\"b;(c)--\n",
                                "multipart/mixed [text/plain 1/0]"),
                        Row.row(
                                "boundary with octets beyond ASCII",
                                "Content-Type: multipart/mixed; boundary=\"\u00e4\"\n\n--\u00e4\n\nx\n--\u00e4--\n",
                                "multipart/mixed [text/plain 1/0]"),
                        Row.row(
                                "dashes that are no boundary",
                                MIXED + "--a\n\n-- \n--b\n---\n--a--\n",
                                "multipart/mixed [text/plain 13/2]"),
                        Row.row(
                                "boundary goes on",
                                MIXED + "--a b\n\nx\n--abc\n\ny\n--a--junk\n--a\n",
                                "multipart/mixed [text/plain 1/0, text/plain 1/0]"),
                        Row.row(
                                "inner boundary begins with the outer",
                                MIXED
                                        + "--a\nContent-Type: multipart/related; boundary=ab\n\n--ab\n\nx\n--ab--\n--a\n\ny\n--a--\n",
                                "multipart/mixed [multipart/related [text/plain 1/0], text/plain 1/0]"),
                        Row.row(
                                "outer boundary begins with the inner",
                                "Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: multipart/related; boundary=a\n\n--a\n\nx\n--a--\n--ab\n\ny\n--ab--\n",
                                "multipart/mixed [multipart/related [text/plain 1/0], text/plain 1/0]"),
                        Row.row(
                                "inner boundary is the outer",
                                MIXED
                                        + "--a\nContent-Type: multipart/related; boundary=a\n\n--a\n\nx\n--a--\n--a\n\ny\n--a--\n",
                                "multipart/mixed [multipart/related [text/plain 1/0], text/plain 1/0]"),
                        Row.row(
                                "inner multipart is never ended",
                                MIXED
                                        + "--a\nContent-Type: multipart/related; boundary=b\n\n--b\n\nx\n--a\n\ny\n--a--\n",
                                "multipart/mixed [multipart/related [text/plain 1/0], text/plain 1/0]"),
                        Row.row(
                                "boundary after the final one",
                                MIXED + "--a\n\nx\n--a--\n--a\n\ny\n",
                                "multipart/mixed [text/plain 1/0]"),
                        Row.row("no subtype", "Content-Type: text\n\nx", "text/plain 1/0"),
                        Row.row(
                                "no subtype but a boundary",
                                "Content-Type: multipart; boundary=a\n\n--a\n\nx\n--a--\n",
                                "multipart/mixed [text/plain 1/0]"),
                        Row.row("no type", "Content-Type: ; name=x\n\nx", "text/plain 1/0"),
                        Row.row(
                                "one word that is no type",
                                "Content-Type: application-x-gzip; name=x\n\nx",
                                "application/octet-stream 1/0"),
                        Row.row("empty type", "Content-Type:\n\nx", "text/plain 1/0"),
                        Row.row("two types", "Content-Type: text/html\nContent-Type: text/css\n\nx", "text/html 1/0"),
                        Row.row("blank before the colon", "CONTENT-type : text/html\n\nx", "text/html 1/0"),
                        Row.row("folded type", "Content-Type:\n text/html;\n\tcharset=x\n\nx", "text/html 1/0"),
                        Row.row(
                                "encoded message",
                                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdA==\n",
                                "message/rfc822 14/1"),
                        Row.row(
                                "message cut in its header",
                                MIXED + "--a\nContent-Type: message/rfc822\n\nSubject: x\n--a--\n",
                                "multipart/mixed [message/rfc822 12/1 {text/plain 0/0}]"),
                        Row.row(
                                "message cut before its header",
                                MIXED + "--a\nContent-Type: message/rfc822\n--a--\n",
                                "multipart/mixed [message/rfc822 0/0 {text/plain 0/0}]"),
                        Row.row(
                                "message in a message",
                                "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n\nx\n",
                                "message/rfc822 37/4 {message/rfc822 5/2 {text/plain 3/1}}"),
                        Row.row(
                                "internationalised message",
                                "Content-Type: message/global\n\n\nx",
                                "message/global 3/1 {text/plain 1/0}"),
                        Row.row(
                                "report in a message",
                                "Content-Type: message/rfc822\n\n" + MIXED + "--a\n\nx\n--a--\nend\n",
                                "message/rfc822 67/7 {multipart/mixed [text/plain 1/0]}"),
                        Row.row(
                                "digest",
                                "Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: x\n\ny\n--a\nContent-Type: text/plain\n\nz\n--a--\n",
                                "multipart/digest [message/rfc822 15/2 {text/plain 1/0}, text/plain 1/0]"),
                        Row.row(
                                "preamble and epilogue",
                                MIXED + "before\n--a\n\nx\n--a--\nafter\n",
                                "multipart/mixed [text/plain 1/0]"))
                .map(row -> DynamicTest.dynamicTest(row.what(), () -> {
                    assertThat(Outline.of(Outline.crlf(row.message()))).isEqualTo(row.outline());
                }));
    }

    @Test
    void lineEndsMayBeMixed() throws IOException {
        String message = "Content-Type: multipart/mixed; boundary=a\n\r\n--a\r\n\nx\n--a\n\r\ny\r\n\n--a--\r\n";
        assertThat(Outline.of(message.getBytes(ISO_8859_1)))
                .isEqualTo("multipart/mixed [text/plain 1/0, text/plain 3/1]");
    }

    @Test
    void aLoneCarriageReturnEndsNoLine() throws IOException {
        String message = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nx\r--a--\r\n--a--\r\n";
        assertThat(Outline.of(message.getBytes(ISO_8859_1))).isEqualTo("multipart/mixed [text/plain 7/0]");
    }

    @Test
    void offsetsCutTheMessageExactly() throws IOException {
        byte[] message = Outline.crlf(MIXED + "pre\n--a\nContent-ID: <1>\n\nbody\n--a--\npost\n");
        MimePart root = new MessageScanner().scan(OctetSource.of(message));
        MimePart part = root.children().get(0);
        assertThat(Outline.text(message, root.whole())).hasSize(message.length);
        assertThat(Outline.text(message, root.header())).endsWith("boundary=a\r\n\r\n");
        assertThat(Outline.text(message, part.header())).isEqualTo("Content-ID: <1>\r\n\r\n");
        assertThat(Outline.text(message, part.body())).isEqualTo("body");
        assertThat(part.content().id()).contains(Octets.latin1("<1>"));
    }

    @Test
    void whatLiesTooDeepIsALeaf() throws IOException {
        String message = MIXED + "--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--a--\n";
        byte[] octets = Outline.crlf(message);
        assertThat(scan(octets, MimeLimits.DEFAULT.withDepth(3)))
                .isEqualTo("multipart/mixed [multipart/mixed [text/plain 1/0]]");
        assertThat(scan(octets, MimeLimits.DEFAULT.withDepth(2))).isEqualTo("multipart/mixed [multipart/mixed 15/3]");
        assertThat(scan(octets, MimeLimits.DEFAULT.withDepth(1))).isEqualTo("multipart/mixed 74/8");
    }

    @Test
    void partsBeyondTheLimitBelongToTheLast() throws IOException {
        byte[] octets = Outline.crlf(MIXED + "--a\n\nx\n--a\n\ny\n--a\n\nz\n--a--\n");
        assertThat(scan(octets, MimeLimits.DEFAULT.withParts(4)))
                .isEqualTo("multipart/mixed [text/plain 1/0, text/plain 1/0, text/plain 1/0]");
        assertThat(scan(octets, MimeLimits.DEFAULT.withParts(3)))
                .isEqualTo("multipart/mixed [text/plain 1/0, text/plain 11/3]");
    }

    @Test
    void contentFieldsBeyondTheLimitAreNotSeen() throws IOException {
        byte[] octets = Outline.crlf("Subject: a long one\nContent-Type: text/html\n\nx");
        assertThat(scan(octets, MimeLimits.DEFAULT.withHeaderOctets(30))).isEqualTo("text/html 1/0");
        assertThat(scan(octets, MimeLimits.DEFAULT.withHeaderOctets(20))).isEqualTo("text/plain 1/0");
    }

    private static String scan(byte[] message, MimeLimits limits) throws IOException {
        return Outline.of(new MessageScanner(limits).scan(OctetSource.of(message)));
    }
}
