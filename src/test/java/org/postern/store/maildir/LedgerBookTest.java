package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postern.Property;
import org.postern.store.Actor;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.Reason;

/** A ledger made shorter adds up to the same, whatever is in it. */
final class LedgerBookTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final LedgerBook.Keep KEEP = new LedgerBook.Keep(2, 5, 4, 6, 3);
    private static final List<MailboxName> NAMES = List.of(MailboxName.INBOX, new MailboxName("Work"));

    private static LedgerEntry entry(long hoursAgo, MailboxName name, long octets) {
        return new LedgerEntry(
                NOW.minus(hoursAgo, ChronoUnit.HOURS),
                name,
                octets,
                Long.signum(octets),
                octets > 0 ? Reason.DELIVERY : Reason.EXPUNGE,
                Optional.of(Actor.SERVER));
    }

    private static List<LedgerEntry> entries(Random random) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (long hours = 200; hours > 0; hours -= 1 + random.nextInt(20)) {
            entries.add(entry(hours, NAMES.get(random.nextInt(2)), random.nextInt(200) - 50));
        }
        return entries;
    }

    @Test
    void itAddsUpToWhatItDid() {
        Property.holds(50, LedgerBookTest::entries, entries -> {
            LedgerBook book = LedgerBook.begunAt(NOW).with(entries, List.of());
            LedgerBook shorter = book.compacted(book.balances(), true, KEEP, NOW);
            assertThat(shorter.balances()).isEqualTo(book.balances());
            LedgerBook again = shorter.with(List.of(entry(0, NAMES.get(0), 7)), List.of());
            Map<MailboxName, FolderSize> right = again.balances();
            assertThat(again.compacted(right, true, KEEP, NOW.plus(3, ChronoUnit.DAYS))
                            .balances())
                    .isEqualTo(right);
            assertThat(shorter.singles()).isLessThanOrEqualTo(KEEP.singles());
            assertThat(shorter.entries().size() - shorter.singles()).isLessThanOrEqualTo(KEEP.sums());
            assertThat(shorter.entries()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        });
    }

    @Test
    void oldEntriesBecomeSumsOfTheirDayAndReason() {
        LedgerBook book = LedgerBook.begunAt(NOW)
                .with(
                        List.of(
                                entry(200, NAMES.get(0), 1),
                                entry(72, NAMES.get(0), 10),
                                entry(71, NAMES.get(0), 20),
                                entry(70, NAMES.get(0), -5),
                                entry(1, NAMES.get(0), 100)),
                        List.of());
        LedgerBook shorter = book.compacted(book.balances(), true, KEEP, NOW);
        assertThat(shorter.bases()).isEqualTo(Map.of(MailboxName.INBOX, new FolderSize(1, 1)));
        assertThat(shorter.entries()).hasSize(3);
        assertThat(shorter.entries().subList(0, 2))
                .extracting(e -> e.at() + " " + e.octets() + " " + e.messages() + " " + e.why() + " " + e.by())
                .containsExactlyInAnyOrder(
                        "2026-11-20T00:00:00Z 30 2 DELIVERY Optional.empty",
                        "2026-11-20T00:00:00Z -5 -1 EXPUNGE Optional.empty");
        assertThat(shorter.entries().get(2)).isEqualTo(entry(1, NAMES.get(0), 100));
    }

    /** What is not told apart any more is made right by the base, also when the entries never added up. */
    @Test
    void itAddsUpToWhatItIsTold() {
        LedgerBook book = LedgerBook.begunAt(NOW).with(List.of(entry(1, NAMES.get(0), 100)), List.of());
        Map<MailboxName, FolderSize> real = Map.of(NAMES.get(0), new FolderSize(3, 17), NAMES.get(1), FolderSize.ZERO);
        assertThat(book.compacted(real, true, KEEP, NOW).balances())
                .isEqualTo(Map.of(NAMES.get(0), new FolderSize(3, 17)));
    }
}
