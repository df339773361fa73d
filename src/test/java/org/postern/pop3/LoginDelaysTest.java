package org.postern.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.postern.store.UserName;

class LoginDelaysTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final LoginDelays delays = new LoginDelays(() -> now, 100);

    private static UserName user(int number) {
        return UserName.of("user" + number + "@example.org");
    }

    @Test
    void whatIsOverIsForgotten() {
        for (int i = 0; i < 50; i++) {
            delays.loggedIn(user(i), MINUTE);
        }
        now = now.plus(MINUTE);
        assertThat(delays.permits(user(1), MINUTE)).isTrue();
        delays.loggedIn(user(50), MINUTE);
        assertThat(delays.size()).isOne();
    }

    @Test
    void tooManyAreNotRemembered() {
        for (int i = 0; i < 1000; i++) {
            delays.loggedIn(user(i), MINUTE);
            assertThat(delays.size()).isLessThanOrEqualTo(100);
        }
        assertThat(delays.permits(user(0), MINUTE)).isTrue();
        assertThat(delays.permits(user(999), MINUTE)).isFalse();
        assertThat(delays.permits(user(999), Duration.ZERO))
                .as("the rule was dropped")
                .isTrue();
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyOut() {
        delays.loggedIn(user(1), MINUTE);
        now = now.minus(Duration.ofDays(1));
        assertThat(delays.permits(user(1), MINUTE)).isTrue();
    }

    @Test
    void withoutADelayNothingIsRemembered() {
        delays.loggedIn(user(1), Duration.ZERO);
        assertThat(delays.size()).isZero();
    }
}
