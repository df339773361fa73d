package org.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fields of users and domains that say what POP3 does. */
class MaildropRulesTest {
    private static final MaildropRules SERVER = new MaildropRules(
            Optional.of(Period.ofDays(30)), Duration.ofMinutes(2), MaildropRules.EightBitHeaders.REFUSE);

    @Test
    void aFieldReplacesWhatItIsAbout() {
        assertThat(SERVER.with(Map.of("quota", "1G"))).isEqualTo(SERVER);
        assertThat(SERVER.with(Map.of("pop3-expire", "never")))
                .isEqualTo(new MaildropRules(
                        Optional.empty(), Duration.ofMinutes(2), MaildropRules.EightBitHeaders.REFUSE));
        assertThat(SERVER.with(Map.of("pop3-expire", "14d", "pop3-login-delay", "0", "pop3-eight-bit-headers", "send")))
                .isEqualTo(new MaildropRules(
                        Optional.of(Period.ofDays(14)), Duration.ZERO, MaildropRules.EightBitHeaders.SEND));
    }

    @Test
    void whatMakesNoSenseIsToldByItsField() {
        for (String days :
                List.of("", "0d", "14", "12h", "-1d", "1.5d", "36501d", "d", "14 d", "99999999999d", "14dd")) {
            assertThatIllegalArgumentException()
                    .as(days)
                    .isThrownBy(() -> SERVER.with(Map.of("pop3-expire", days)))
                    .withMessageStartingWith("pop3-expire: ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SERVER.with(Map.of("pop3-login-delay", "5")))
                .withMessageStartingWith("pop3-login-delay: ");
    }
}
