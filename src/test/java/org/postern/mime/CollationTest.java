package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.mime.Collation.ASCII_CASEMAP;
import static org.postern.mime.Collation.OCTET;
import static org.postern.mime.Collation.UNICODE_CASEMAP;

import org.junit.jupiter.api.Test;

final class CollationTest {
    @Test
    void patternsNameCollations() {
        assertThat(Collation.matching("i;octet")).containsExactly(OCTET);
        assertThat(Collation.matching("*")).containsExactly(UNICODE_CASEMAP, ASCII_CASEMAP, OCTET);
        assertThat(Collation.matching("i;*casemap")).containsExactly(UNICODE_CASEMAP, ASCII_CASEMAP);
        assertThat(Collation.matching("*;a*")).containsExactly(ASCII_CASEMAP);
        assertThat(Collation.matching("*c*e*")).containsExactly(UNICODE_CASEMAP, ASCII_CASEMAP, OCTET);
        assertThat(Collation.matching("i;octet*")).containsExactly(OCTET);
        assertThat(Collation.matching("I;OCTET")).isEmpty();
        assertThat(Collation.matching("i;oct")).isEmpty();
        assertThat(Collation.matching("cz;*")).isEmpty();
        assertThat(Collation.matching("")).isEmpty();
    }

    @Test
    void formsAreEqualWhereTextsAre() {
        assertThat(form(UNICODE_CASEMAP, "\u00e9t\u00e9 x")).isEqualTo(form(UNICODE_CASEMAP, "E\u0301T\u00c9 X"));
        assertThat(form(ASCII_CASEMAP, "\u00e9 aZ")).isEqualTo("\u00e9 AZ");
        assertThat(form(OCTET, "\u00e9 aZ \ud83d\ude00")).isEqualTo("\u00e9 aZ \ud83d\ude00");
    }

    @Test
    void needlesAreFoundAsTheCollationSays() {
        assertThat(new Needle("\u00c4pfel", UNICODE_CASEMAP).isIn("rote \u00e4PFEL"))
                .isTrue();
        assertThat(new Needle("\u00c4pfel", ASCII_CASEMAP).isIn("rote \u00e4PFEL"))
                .isFalse();
        assertThat(new Needle("\u00c4pfel", ASCII_CASEMAP).isIn("rote \u00c4PFEL"))
                .isTrue();
        assertThat(new Needle("\u00c4pfel", OCTET).isIn("rote \u00c4PFEL")).isFalse();
        assertThat(new Needle("\u00c4pfel", OCTET).isIn("rote \u00c4pfel")).isTrue();
    }

    private static String form(Collation collation, String text) {
        return new CaseMap(collation).form(text);
    }
}
