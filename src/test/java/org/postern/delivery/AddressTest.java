package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@example.org",
                "\"\"@example.org",
                "\"open@example.org",
                "\"a\"b@example.org",
                "\"a\\",
                "a b@example.org",
                "a@b@example.org",
                "a@",
                "a@.example.org",
                "a@example..org",
                "a@exa mple.org",
                "a@[",
                "a@[]",
                "a@[1.2.3.4",
                "a@ex(c)ample",
                "a,b@example.org",
                "<a@example.org>",
                "a\r\nb@example.org",
                "\"a\r\n\"@example.org",
                "a@example.org\r\nBcc: x",
                "a\u0000@example.org",
                "a\u0085b@example.org",
                "a\uFFFDb@example.org",
                "a\u2028b@example.org"
            })
    void noAddress(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooLong() {
        String local = "a".repeat(Address.MAX_LENGTH - 2);
        assertThat(Address.parse(local + "@b").localPart()).hasSize(Address.MAX_LENGTH - 2);
        assertThatThrownBy(() -> Address.parse(local + "a@b")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "a@example.org,               a,       example.org,   a@example.org",
                "Postmaster,                  Postmaster, ,           Postmaster",
                "a+b/c.d@example.org,         a+b/c.d, example.org,   a+b/c.d@example.org",
                ".a..b.@example.org,          .a..b.,  example.org,   .a..b.@example.org",
                "\"a\"@example.org,           a,       example.org,   a@example.org",
                "\"a b\"@example.org,         'a b',   example.org,   '\"a b\"@example.org'",
                "\"a\\\"\\\\b\"@example.org,  a\"\\b,  example.org,   '\"a\\\"\\\\b\"@example.org'",
                "\"a@b\"@example.org,         a@b,     example.org,   '\"a@b\"@example.org'",
                "jörg@exämple.org,            jörg,    exämple.org,   jörg@exämple.org",
                "a@[127.0.0.1],               a,       [127.0.0.1],   a@[127.0.0.1]",
                "a@[IPv6:2001:db8::1],        a,       [IPv6:2001:db8::1], a@[IPv6:2001:db8::1]",
                "a_b@under_score.example,     a_b,     under_score.example, a_b@under_score.example"
            })
    void reads(String text, String local, String domain, String printed) {
        Address address = Address.parse(text);
        assertThat(address.localPart()).isEqualTo(local);
        assertThat(address.domain()).isEqualTo(Optional.ofNullable(domain));
        assertThat(address).hasToString(printed);
        assertThat(Address.parse(printed)).isEqualTo(address);
    }

    @Test
    void asciiOrNot() {
        assertThat(Address.parse("a@example.org").isAscii()).isTrue();
        assertThat(Address.parse("a@exämple.org").isAscii()).isFalse();
        assertThat(Address.parse("ä@example.org").isAscii()).isFalse();
    }
}
