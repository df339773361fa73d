package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LimitTest {
    @Test
    void whatIsWrittenIsReadBack() {
        for (String text :
                List.of("0", "1", "1023", "1K", "1536K", "10M", "8388607T", "9223372036854775806", "unlimited")) {
            assertThat(Limit.parse(text)).hasToString(text);
        }
        assertThat(Limit.parse("1024k")).isEqualTo(new Limit(1 << 20));
        assertThat(Limit.parse("UNLIMITED").isUnlimited()).isTrue();
    }

    @Test
    void whatIsNoLimitIsRefused() {
        for (String text : List.of("", "-1", "1.5G", "10%", "1GB", "0x10", "G", " 1")) {
            assertThatThrownBy(() -> Limit.parse(text)).hasMessageStartingWith("is not a limit like");
        }
        for (String text : List.of("9223372036854775808", "99999999999999999999", "8388608T")) {
            assertThatThrownBy(() -> Limit.parse(text)).hasMessage("is too large a limit");
        }
    }

    @Test
    void peopleReadAFewDigits() {
        assertThat(new Limit(0).rounded()).isEqualTo("0");
        assertThat(new Limit(1023).rounded()).isEqualTo("1023");
        assertThat(new Limit(15 << 20).rounded()).isEqualTo("15M");
        assertThat(new Limit(1_073_793_024).rounded()).isEqualTo("1.0G");
        assertThat(new Limit(Long.MAX_VALUE - 1).rounded()).isEqualTo("8E");
        assertThat(Limit.UNLIMITED.rounded()).isEqualTo("unlimited");
    }
}
