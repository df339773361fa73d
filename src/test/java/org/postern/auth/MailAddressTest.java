package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b",
                "a",
                "a b@c",
                "a@b c",
                "a/b@c",
                "a\\b@c",
                "../x@c",
                "..@c",
                ".a@c",
                "a.@c",
                "a..b@c",
                "a@.",
                "a@..",
                "a@.b",
                "a@b.",
                "a@b..c",
                "a@-b",
                "a@b-",
                "a@b_c",
                "a@b/c",
                "a@[1.2.3.4]",
                "a\0@c",
                "a@c\0",
                "a\r\n@c",
                "a@c\n",
                "a\u007F@c",
                "\"a\"@c",
                "a@b@c",
                "a:b@c",
                "#a@c",
                "a\t@c",
                "a\u0085@c",
                "a\u00A0@c",
                "a\u200B@c",
                "a\u202E@c",
                "a\uFFFD@c",
                "a\uD800@c",
                "a\uDC00@c",
                "a\uE000@c",
                "a,b@c",
                "a;b@c",
                "<a@c>",
                "a(b)@c",
                "a\u2028@c",
                "a\uFFFE@c",
                "a@\u0000",
                "a@b\u3002.",
                "a@\uD800",
                "a@\u200D",
                "a@xn--\u00FC"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> MailAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@localhost, alice@localhost",
        "Alice@LocalHost, alice@localhost",
        "a.b+c_d%e@x-y.example, a.b+c_d%e@x-y.example",
        "{a}!$&'*=?^`|~@1.2, {a}!$&'*=?^`|~@1.2",
        "J\u00D6RG@example.org, j\u00F6rg@example.org",
        "jo\u0308rg@example.org, j\u00F6rg@example.org",
        "\u7528\u6237@example.org, \u7528\u6237@example.org",
        "a@b\u00FCcher.example, a@xn--bcher-kva.example",
        "a@\uFF45xample.org, a@example.org",
        "'a''b@c', 'a''b@c'",
    })
    void reads(String text, String canonical) {
        MailAddress address = MailAddress.parse(text);

        assertThat(address).hasToString(canonical);
        assertThat(MailAddress.parse(address.toString())).isEqualTo(address);
        assertThat(address.localPart() + "@" + address.domain()).isEqualTo(canonical);
    }

    @Test
    void theDefaultDomainIsForAddressesWithout() {
        assertThat(MailAddress.parse("Bob", Optional.of("example.org"))).hasToString("bob@example.org");
        assertThat(MailAddress.parse("bob@x", Optional.of("example.org"))).hasToString("bob@x");
        assertThatThrownBy(() -> MailAddress.parse("bob@", Optional.of("example.org")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengthCountsOctets() {
        assertThat(MailAddress.parse("a".repeat(252) + "@c").toString()).hasSize(254);
        assertThatThrownBy(() -> MailAddress.parse("a".repeat(253) + "@c")).hasMessageContaining("254");
        assertThatThrownBy(() -> MailAddress.parse("\u00E4".repeat(127) + "@c")).hasMessageContaining("254");
        assertThatThrownBy(() -> MailAddress.parse("a@" + "b.".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theConstructorTakesCanonicalPartsOnly() {
        assertThatThrownBy(() -> new MailAddress("A", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailAddress("a", "B")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whateverItAcceptsIsSafeAndCanonical() {
        long seed = 11;
        Random random = new Random(seed);
        int accepted = 0;
        for (int row = 0; row < 20_000; row++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(4) + 1; i > 0; i--) {
                text.appendCodePoint(random.nextInt(4) > 0 ? random.nextInt(0x80) : random.nextInt(0x30000));
            }
            try {
                MailAddress address = MailAddress.parse(text + "@c");
                accepted++;
                assertThat(MailAddress.parse(address.toString()))
                        .as("seed %d row %d", seed, row)
                        .isEqualTo(address);
                assertThat(address.localPart())
                        .doesNotContain("/", "\\", "\0", "\n", "\r", " ", ":")
                        .doesNotStartWith(".")
                        .isEqualTo(address.localPart().toLowerCase(java.util.Locale.ROOT));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("StringIndex");
            }
        }
        assertThat(accepted).isGreaterThan(500);
    }
}
