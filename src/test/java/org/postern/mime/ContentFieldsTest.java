package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ContentFieldsTest {
    private static final String[][] PARAMETERS = {
        {"", ""},
        {"; ;; ", ""},
        {"; =q", ""},
        {"; n", ""},
        {"; n=", "n="},
        {"; n=\"never closed; m=2", "n=never closed; m=2"},
        {"; n=1; N=2", "n=1"},
        {"; n = 1 (comment); m=(c)2", "n=1 m=2"},
        {" junk; n=1", "n=1"},
        {"; a=1 b=2", "a=1 b=2"},
        {"; name=a file.txt; b=2", "name=a file.txt b=2"},
        {"; name=a=b", "name=a=b"},
        {"; name=\"a\\\"b\\\\;\r\n c\"", "name=a\"b\\; c"},
        {"; n*1=b; n*0=a", "n=ab"},
        {"; n*1=b; n*2=c", "n="},
        {"; n*0=a; n*2=c", "n=a"},
        {"; n*0*=utf-8''%41; n*1=b%c", "n*=utf-8''%41b%25c"},
        {"; n*0=a; n*1*=%42", "n*=''a%42"},
        {"; n*=utf-8'en'%C3%B6", "n*=utf-8'en'%C3%B6"},
        {"; n*x=1", "n*x=1"},
        {"; charset=utf-8", "charset=utf-8"},
    };

    @TestFactory
    Stream<DynamicTest> parameters() {
        return Stream.of(PARAMETERS)
                .map(row -> DynamicTest.dynamicTest("<" + row[0] + ">", () -> {
                    ContentType type = ContentType.parse(Octets.latin1("text/plain" + row[0]))
                            .orElseThrow();
                    assertThat(type.is("TEXT", "Plain")).isTrue();
                    assertThat(type.parameters().all().stream()
                                    .map(parameter -> parameter.name() + "="
                                            + parameter.value().latin1())
                                    .collect(Collectors.joining(" ")))
                            .isEqualTo(row[1]);
                }));
    }

    @Test
    void parameterTextIsDecodedWhicheverWayItIsEncoded() {
        assertThat(text("filename*=utf-8'en'%C3%B6.txt")).isEqualTo("\u00f6.txt");
        assertThat(text("filename*0*=iso-8859-1''%F6; filename*1=.txt")).isEqualTo("\u00f6.txt");
        assertThat(text("filename=\"=?utf-8?q?=C3=B6?=.txt\"")).isEqualTo("\u00f6.txt");
        assertThat(text("filename=\"\u00c3\u00b6.txt\"")).isEqualTo("\u00f6.txt");
        assertThat(text("filename*=%C3%B6%4")).isEqualTo("\u00f6%4");
        assertThat(text("filename*=no-such''%C3%B6; filename=x")).isEqualTo("\u00f6");
    }

    @Test
    void segmentsAreCounted() {
        StringBuilder value = new StringBuilder("attachment");
        for (int i = 0; i < 1000; i++) {
            value.append("; f*").append(i).append("=x");
        }
        Disposition disposition =
                Disposition.parse(Octets.latin1(value.toString())).orElseThrow();
        assertThat(disposition.parameters().first("F")).contains(Octets.latin1("x".repeat(100)));
    }

    @Test
    void everyFieldIsRead() throws IOException {
        ContentFields content = scan("""
                Content-Type: image/png; name=x
                Content-Transfer-Encoding: (c) Base64 junk
                Content-Disposition: "inline"; filename=y
                Content-Language: en, (c) de
                Content-ID: <1@x> (c)
                Content-Description: two
                 lines
                Content-Location: http://x/y
                Content-MD5: abc
                content-md5: second
                Content-Foo: bar

                """);
        assertThat(content.type().is("image", "png")).isTrue();
        assertThat(content.encoding()).isEqualTo("Base64");
        assertThat(content.transferEncoding()).isEqualTo(TransferEncoding.BASE64);
        assertThat(content.disposition().map(Disposition::type)).contains("inline");
        assertThat(content.languages()).containsExactly("en", "de");
        assertThat(content.id()).contains(Octets.latin1("<1@x> (c)"));
        assertThat(content.description()).contains(Octets.latin1("two lines"));
        assertThat(content.location()).contains(Octets.latin1("http://x/y"));
        assertThat(content.md5()).contains(Octets.latin1("abc"));
    }

    @Test
    void withoutFieldsThereAreDefaults() throws IOException {
        ContentFields content = scan("Content-ID:\nContent-Disposition: ;x\nContent-Transfer-Encoding:\nContent:\n\n");
        assertThat(content).isEqualTo(ContentFields.NONE);
        assertThat(content.type().parameters().first("CHARSET")).contains(Octets.latin1("us-ascii"));
        assertThat(content.encoding()).isEqualTo("7bit");
    }

    @Test
    void encodingsAreForgiven() throws IOException {
        assertThat(scan("Content-Transfer-Encoding: quoted printable\n\n").transferEncoding())
                .isEqualTo(TransferEncoding.QUOTED_PRINTABLE);
        assertThat(scan("Content-Transfer-Encoding: quoted-printable;\n\n").encoding())
                .isEqualTo("quoted-printable");
        assertThat(scan("Content-Transfer-Encoding: 8bits\n\n").transferEncoding())
                .isEqualTo(TransferEncoding.IDENTITY);
        assertThat(scan("Content-Transfer-Encoding: x-uuencode\n\n").transferEncoding())
                .isEqualTo(TransferEncoding.UNKNOWN);
    }

    private static ContentFields scan(String header) throws IOException {
        return new MessageScanner().scan(OctetSource.of(Outline.crlf(header))).content();
    }

    private static String text(String parameters) {
        Disposition disposition =
                Disposition.parse(Octets.latin1("attachment; " + parameters)).orElseThrow();
        return disposition.parameters().text("filename").orElseThrow();
    }
}
