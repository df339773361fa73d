package org.postern.store.maildir;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.postern.store.Ledger;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxUse;
import org.postern.store.Reason;
import org.postern.store.Refusal;

/**
 * What a ledger's file says.
 *
 * @param bases what mailboxes held before all entries
 * @param entries oldest first
 */
record LedgerBook(
        LedgerLines.Head head, Map<MailboxName, FolderSize> bases, List<LedgerEntry> entries, List<Refusal> refusals) {
    /**
     * How much is kept.
     *
     * @param singleDays so old entries, and those beyond {@code singles}, become sums of days
     * @param sumDays so old sums, and those beyond {@code sums}, are not told apart any more
     */
    record Keep(int singleDays, int singles, int sumDays, int sums, int refusals) {
        static final Keep DEFAULT = new Keep(7, 1000, 35, 2000, 50);
    }

    static LedgerBook begunAt(Instant now) {
        return new LedgerBook(
                new LedgerLines.Head(now.truncatedTo(ChronoUnit.SECONDS), false), Map.of(), List.of(), List.of());
    }

    LedgerBook with(List<LedgerEntry> more, List<Refusal> moreRefusals) {
        List<LedgerEntry> all = new ArrayList<>(entries);
        all.addAll(more);
        List<Refusal> allRefusals = new ArrayList<>(refusals);
        allRefusals.addAll(moreRefusals);
        return new LedgerBook(head, bases, all, allRefusals);
    }

    /** What each mailbox holds by this; those that are empty may be missing. */
    Map<MailboxName, FolderSize> balances() {
        Map<MailboxName, FolderSize> balances = new HashMap<>(bases);
        for (LedgerEntry entry : entries) {
            balances.merge(entry.mailbox(), size(entry), FolderSize::plus);
        }
        balances.values().removeIf(FolderSize::isZero);
        return balances;
    }

    /** Entries that are no sums. */
    int singles() {
        return (int) entries.stream().filter(entry -> entry.by().isPresent()).count();
    }

    static FolderSize size(LedgerEntry entry) {
        return new FolderSize(entry.messages(), entry.octets());
    }

    /** The same in fewer lines, such that it adds up to {@code balances}. */
    LedgerBook compacted(Map<MailboxName, FolderSize> balances, boolean complete, Keep keep, Instant now) {
        List<LedgerEntry> kept = kept(keep, now);
        Map<MailboxName, FolderSize> fresh = new HashMap<>(balances);
        for (LedgerEntry entry : kept) {
            fresh.merge(entry.mailbox(), FolderSize.ZERO.minus(size(entry)), FolderSize::plus);
        }
        fresh.values().removeIf(FolderSize::isZero);
        return new LedgerBook(
                new LedgerLines.Head(head.since(), complete), fresh, kept, newest(refusals, keep.refusals()));
    }

    private record Sum(Instant day, MailboxName mailbox, Reason why) {
        static Sum of(LedgerEntry entry) {
            return new Sum(entry.at().truncatedTo(ChronoUnit.DAYS), entry.mailbox(), entry.why());
        }

        LedgerEntry holding(FolderSize size) {
            return new LedgerEntry(day, mailbox, size.octets(), size.messages(), why, Optional.empty());
        }
    }

    private List<LedgerEntry> kept(Keep keep, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        Instant oldest = today.minus(keep.singleDays(), ChronoUnit.DAYS);
        Deque<LedgerEntry> singles = new ArrayDeque<>();
        Map<Sum, FolderSize> sums = new HashMap<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            LedgerEntry entry = entries.get(i);
            if (entry.by().isPresent() && !entry.at().isBefore(oldest) && singles.size() < keep.singles()) {
                singles.addFirst(entry);
            } else {
                sums.merge(Sum.of(entry), size(entry), FolderSize::plus);
            }
        }
        NavigableMap<Instant, List<LedgerEntry>> days = new TreeMap<>();
        sums.forEach((sum, size) ->
                days.computeIfAbsent(sum.day(), d -> new ArrayList<>()).add(sum.holding(size)));
        List<LedgerEntry> told = new ArrayList<>();
        days.tailMap(today.minus(keep.sumDays(), ChronoUnit.DAYS), true)
                .values()
                .forEach(told::addAll);
        List<LedgerEntry> all = new ArrayList<>(newest(told, keep.sums()));
        all.addAll(singles);
        return all;
    }

    private static <T> List<T> newest(List<T> all, int most) {
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    Ledger.Statement statement() {
        Map<MailboxName, MailboxUse> held = new HashMap<>();
        balances().forEach((name, size) -> held.put(name, new MailboxUse(size.octets(), size.messages())));
        return new Ledger.Statement(head.since(), held, entries, refusals);
    }
}
