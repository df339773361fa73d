package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.postern.MovableClock;

final class DuplicatesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};

    private final MovableClock clock = new MovableClock();
    private final Duplicates duplicates = new Duplicates(clock, 3);

    @Test
    void whoHasAMessageIsKnownForAWhile() {
        assertThat(duplicates.has("bob", ONE, HOUR)).isFalse();
        duplicates.note("bob", ONE, HOUR);
        assertThat(duplicates.has("bob", ONE, HOUR)).isTrue();
        assertThat(duplicates.has("bob", TWO, HOUR)).isFalse();
        assertThat(duplicates.has("alice", ONE, HOUR)).isFalse();
        clock.advance(Duration.ofMinutes(59));
        assertThat(duplicates.has("bob", ONE, HOUR)).isTrue();
        assertThat(duplicates.has("bob", ONE, Duration.ofMinutes(10))).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(duplicates.has("bob", ONE, HOUR)).isFalse();
    }

    @Test
    void theOldestAreForgottenFirst() {
        for (String who : new String[] {"a", "b", "c", "a", "d"}) {
            duplicates.note(who, ONE, HOUR);
        }
        assertThat(duplicates.has("b", ONE, HOUR)).isFalse();
        assertThat(duplicates.has("a", ONE, HOUR)).isTrue();
        assertThat(duplicates.has("c", ONE, HOUR)).isTrue();
        assertThat(duplicates.has("d", ONE, HOUR)).isTrue();
    }

    @Test
    void whatIsTooOldIsNotSaved() {
        duplicates.note("a", ONE, HOUR);
        clock.advance(HOUR);
        duplicates.note("b", ONE, HOUR);
        assertThat(duplicates.save().orElseThrow()).hasSize(8 + 24);
    }

    @Test
    void aRestartKeepsThem() {
        assertThat(duplicates.save()).isEmpty();
        duplicates.note("a", ONE, HOUR);
        duplicates.note("b", TWO, HOUR);
        byte[] saved = duplicates.save().orElseThrow();
        assertThat(duplicates.save()).as("unchanged").isEmpty();
        Duplicates after = new Duplicates(clock, 3);
        after.load(saved);
        assertThat(after.has("a", ONE, HOUR)).isTrue();
        assertThat(after.has("b", TWO, HOUR)).isTrue();
        assertThat(after.has("b", ONE, HOUR)).isFalse();
        clock.advance(HOUR);
        assertThat(after.has("a", ONE, HOUR)).isFalse();
    }

    @Test
    void whateverLiesThereHarmsNobody() {
        duplicates.note("a", ONE, HOUR);
        byte[] saved = duplicates.save().orElseThrow();
        for (int length = 0; length <= saved.length; length++) {
            Duplicates after = new Duplicates(clock, 3);
            after.load(Arrays.copyOf(saved, length));
            assertThat(after.has("a", ONE, HOUR)).isEqualTo(length == saved.length);
        }
        Duplicates after = new Duplicates(clock, 3);
        after.load("something else altogether, and long".getBytes(StandardCharsets.US_ASCII));
        assertThat(after.save()).isEmpty();
    }
}
