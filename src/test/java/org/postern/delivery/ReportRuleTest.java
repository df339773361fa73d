package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportRuleTest {
    private static final Optional<Address> ANN = Optional.of(Address.parse("ann@example.com"));

    private static boolean permits(Optional<Address> sender, String header) {
        return ReportRule.permits(sender, header.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied\r\n",
                "auto-submitted:\r\n  Auto-Generated; owner-email=x\r\n",
                "Auto-Submitted: no\r\nAuto-Submitted: auto-notified\r\n",
                "List-Id: Talk <talk.example.com>\r\n",
                "List-Post: <mailto:talk@example.com>\r\n",
                "Subject: x\r\nPrecedence: Bulk\r\n",
                "Precedence: list\r\n"
            })
    void programsAndListsAreNotTold(String header) {
        assertThat(permits(ANN, header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Subject: hello\r\n",
                "Auto-Submitted: no (a person)\r\n",
                "Precedence: first-class\r\n",
                "X-List-Id: talk\r\n",
                "Subject: about List-Id\r\n"
            })
    void peopleAre(String header) {
        assertThat(permits(ANN, header)).isTrue();
    }

    @Test
    void anEmptySenderIsNot() {
        assertThat(permits(Optional.empty(), "Subject: hello\r\n")).isFalse();
    }
}
