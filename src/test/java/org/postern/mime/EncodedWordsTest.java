package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class EncodedWordsTest {
    private static final String[][] ROWS = {
        {"", ""},
        {"=?", "=?"},
        {"=??=", "=??="},
        {"=?utf-8?", "=?utf-8?"},
        {"=?utf-8?q?", "=?utf-8?q?"},
        {"=?utf-8?x?a?=", "=?utf-8?x?a?="},
        {"=?utf-8?q??=", ""},
        {"=?utf-8?q?never ends", "=?utf-8?q?never ends"},
        {"=?utf-8?q?=4?= =?utf-8?q?=ZZ?=", "=4=ZZ"},
        {"=?utf-8?b?!!!?=", ""},
        {"=?no-such?q?=C3=B6?=", "\u00f6"},
        {"=?no-such?q?=F6?=", "\u00f6"},
        {"=?utf-7?q?a?=", "a"},
        {"raw \u00c3\u00b6 UTF-8", "raw \u00f6 UTF-8"},
        {"raw \u00f6 Latin 1", "raw \u00f6 Latin 1"},
        {"=?utf-8?q?spaces inside the word?=", "spaces inside the word"},
        {"=?utf-8?b?w7Y?=", "\u00f6"},
        {"=?utf-8?q?=C3?= =?utf-8?q?=B6?=", "\u00f6"},
        {"=?utf-8?b?ww==?=\r\n =?UTF-8?b?tg==?=", "\u00f6"},
        {"=?utf-8?q?a?=x=?utf-8?q?b?=", "axb"},
        {"=?iso-8859-1?q?a?= =?utf-8?q?b?=", "ab"},
        {"=?iso-8859-1?q?a?= b", "a b"},
        {"a =?iso-8859-1?q?b?=", "a b"},
        {"=?us-ascii*en?q?Hi_there?=", "Hi there"},
        {"=?iso-8859-1?Q?=80?=", "\u20ac"},
        {"=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=", "\u30c6\u30b9\u30c8"},
        {"=?x-sjis?b?g2U=?=", "\u30c6"},
        {"=?cp-850?q?=94?=", "\u00f6"},
        {"=?ks_c_5601-1987?b?vK/Dow==?=", "\uc11e\ucc3e"},
        {"two\r\n lines", "two lines"},
    };

    @TestFactory
    Stream<DynamicTest> table() {
        return Stream.of(ROWS)
                .map(row -> DynamicTest.dynamicTest("<" + row[0] + ">", () -> {
                    assertThat(EncodedWords.decode(Octets.latin1(row[0]))).isEqualTo(row[1]);
                }));
    }

    @Test
    void charsetsHaveManyNames() {
        assertThat(MailCharset.named("\"UTF8\" ").map(Charset::name)).contains("UTF-8");
        assertThat(MailCharset.named("windows1251").map(Charset::name)).contains("windows-1251");
        assertThat(MailCharset.named("iso8859_2").map(Charset::name)).contains("ISO-8859-2");
        assertThat(MailCharset.named("GB2312").map(Charset::name)).contains("GB18030");
        assertThat(MailCharset.named("us-ascii")).isEmpty();
        assertThat(MailCharset.named("")).isEmpty();
        assertThat(MailCharset.named("\0 no/such;name")).isEmpty();
    }
}
