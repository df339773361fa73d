package org.postern.imap.response;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WorkDoneTest {
    @Test
    void halvesFollowEachOtherAndNeverReachTheGoal() {
        WorkDone all = new WorkDone(999, 1000);
        assertThat(new WorkDone(10, 1000).asFirstHalf()).isEqualTo(new WorkDone(10, 2000));
        assertThat(all.withSecondHalf(new WorkDone(0, 7))).isEqualTo(new WorkDone(1000, 2000));
        assertThat(all.withSecondHalf(new WorkDone(3, 6))).isEqualTo(new WorkDone(1500, 2000));
        assertThat(all.withSecondHalf(new WorkDone(7, 7))).isEqualTo(new WorkDone(1999, 2000));
        assertThat(all.withSecondHalf(new WorkDone(0, 0))).isEqualTo(new WorkDone(1000, 2000));
    }
}
