package org.postern.store.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.postern.store.StoreLimits;
import org.postern.store.memory.MemoryStore;

final class StoreComparisonTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @Test
    void aSubjectThatDiffersIsFoundWithFewSteps() {
        Throwable failure = catchThrowable(() -> new StoreComparison(
                        () -> new MemoryStore(CLOCK),
                        () -> new MemoryStore(CLOCK, StoreLimits.DEFAULT.withKeywords(1)),
                        before -> before)
                .run(5, 200));
        // One arrival with two keywords, or two with one each, is all it takes.
        assertThat(failure).hasMessageMatching("(?s)seed \\d, shrunk from 200 to [12]:.*Append.*NO LIMIT.*");
    }

    @Test
    void aSubjectWithFewerMailboxesIsFound() {
        Throwable failure = catchThrowable(() -> new StoreComparison(
                        () -> new MemoryStore(CLOCK),
                        () -> new MemoryStore(CLOCK, StoreLimits.DEFAULT.withMailboxes(6)),
                        before -> before)
                .run(1, 50));
        assertThat(failure).hasMessageContaining("shrunk from 50 to 1:").hasMessageContaining("NO LIMIT");
    }
}
