package org.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Fields of users and domains that say what POP3 does. */
class MaildropRulesTest {
    private static final MaildropRules SERVER =
            MaildropRules.DEFAULT.with(Map.of("pop3-expire", "30d", "pop3-login-delay", "2m"));

    @Test
    void aFieldReplacesWhatItIsAbout() {
        assertThat(SERVER.expire()).contains(Period.ofDays(30));
        assertThat(SERVER.loginDelay()).isEqualTo(Duration.ofMinutes(2));
        assertThat(SERVER.with(Map.of("quota", "1G"))).isEqualTo(SERVER);
        assertThat(SERVER.with(Map.of("pop3-expire", "never", "pop3-login-delay", "0")))
                .isEqualTo(MaildropRules.DEFAULT);
        MaildropRules other = SERVER.with(Map.of(
                "pop3-eight-bit-headers", "refuse", "pop3-view", "Work", "pop3-dele", "hide", "pop3-seen", "false"));
        assertThat(other)
                .isEqualTo(new MaildropRules(
                        SERVER.expire(),
                        SERVER.loginDelay(),
                        MaildropRules.EightBitHeaders.REFUSE,
                        new MaildropRules.View(List.of("Work"), OptionalInt.empty()),
                        MaildropRules.Deletion.HIDE,
                        MaildropRules.Retrieval.MARKS_NOTHING));
        assertThat(other.with(Map.of(
                        "pop3-eight-bit-headers",
                        "send",
                        "pop3-view",
                        "inbox",
                        "pop3-dele",
                        "expunge",
                        "pop3-seen",
                        "true")))
                .isEqualTo(SERVER);
    }

    @Test
    void views() {
        assertThat(view("inbox")).isEqualTo(MaildropRules.View.INBOX);
        assertThat(view("newest:500")).isEqualTo(new MaildropRules.View(List.of("INBOX"), OptionalInt.of(500)));
        assertThat(view("Inbox, Lists/x,newest:1"))
                .isEqualTo(new MaildropRules.View(List.of("INBOX", "Lists/x"), OptionalInt.of(1)));
        assertThat(view("Sent%20Items,a%2Cb,100%25,%C3%9Cbung"))
                .isEqualTo(new MaildropRules.View(
                        List.of("Sent Items", "a,b", "100%", "\u00dcbung"), OptionalInt.empty()));
        for (String wrong : List.of(
                "",
                ",",
                "a,",
                "newest:0",
                "newest:",
                "newest:x",
                "newest:1,newest:2",
                "a,a",
                "%",
                "%4",
                "%FF",
                "a%00b",
                "newest:99999999",
                "inbox,INBOX")) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> view(wrong));
        }
    }

    private static MaildropRules.View view(String text) {
        return MaildropViews.parse(text);
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
        for (String field : List.of("pop3-eight-bit-headers", "pop3-view", "pop3-dele", "pop3-seen")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SERVER.with(Map.of(field, "newest:no")))
                    .withMessageStartingWith(field + ": ");
        }
    }
}
