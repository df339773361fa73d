package org.postern.imap.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.postern.imap.feature.UidBatchesFeature.Wanted;
import org.postern.imap.state.MailboxView;
import org.postern.store.Flags;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;
import org.postern.wire.Written;

final class UidBatchesTest {
    /** Every third UID: message n has UID 3n. */
    private static MailboxView view(int messages) {
        MailboxSnapshot.Builder rows = new MailboxSnapshot.Builder(new MailboxInfo(MailboxName.INBOX, "id", 1));
        for (int n = 1; n <= messages; n++) {
            rows.row(3L * n, Flags.NONE, 1, 1, Instant.EPOCH);
        }
        return new MailboxView(rows.build(3L * messages + 7, new ModSeq(1)));
    }

    private static String line(int messages, long size, Wanted wanted) {
        StringBuilder text = new StringBuilder();
        UidBatchesLine line = new UidBatchesLine(view(messages), size, wanted, "a");
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE) {
            try (WireOut out = new WireOut(new UnpooledByteBufAllocator(false), 16, WireOut.Regions.REFUSED)) {
                progress = line.encode(out);
                text.append(Written.text(out));
            }
        }
        return text.toString().replace("* UIDBATCHES (TAG \"a\")", "").strip();
    }

    @Test
    void batchesFollowEachOtherDownToTheFirstUid() {
        assertThat(line(6823, 2000, Wanted.ALL)).isEqualTo("20469:14472,14471:8472,8471:2472,2471:1");
        assertThat(line(6000, 2000, Wanted.ALL)).isEqualTo("18000:12003,12002:6003,6002:1");
        assertThat(line(6001, 2000, Wanted.ALL)).isEqualTo("18003:12006,12005:6006,6005:6,5:1");
    }

    @Test
    void whatIsNotMoreThanABatchIsOne() {
        assertThat(line(1, 500, Wanted.ALL)).isEqualTo("3:1");
        assertThat(line(500, 500, Wanted.ALL)).isEqualTo("1500:1");
        assertThat(line(501, 500, Wanted.ALL)).isEqualTo("1503:6,5:1");
        assertThat(line(0, 500, Wanted.ALL)).isEmpty();
    }

    @Test
    void onlyTheBatchesWanted() {
        assertThat(line(6823, 2000, new Wanted(1, 1))).isEqualTo("20469:14472");
        assertThat(line(6823, 2000, new Wanted(2, 3))).isEqualTo("14471:8472,8471:2472");
        assertThat(line(6823, 2000, new Wanted(4, 9))).isEqualTo("2471:1");
        assertThat(line(6823, 2000, new Wanted(5, 9))).isEmpty();
        assertThat(line(6823, 100_000, new Wanted(0xFFFF_FFFFL, 0xFFFF_FFFFL))).isEmpty();
    }
}
