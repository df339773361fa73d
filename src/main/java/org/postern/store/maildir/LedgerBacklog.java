package org.postern.store.maildir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.Refusal;

/** What waits to be written into a ledger's file, and whether the file has to be written anew. Guarded by its owner. */
final class LedgerBacklog {
    /** Entries that may wait while the file cannot be written. */
    private static final int MOST = 20_000;
    /** Entries beyond those that are kept, before a file is made shorter. */
    private static final int LINES = 2000;

    private final LedgerBook.Keep keep;
    private List<LedgerEntry> entries = new ArrayList<>();
    private List<Refusal> refusals = new ArrayList<>();
    private boolean stale;
    /** Single entries in the file. */
    private int singles;

    LedgerBacklog(LedgerBook.Keep keep) {
        this.keep = keep;
    }

    /** What is to be written; all of the file when there is a {@code whole}. */
    record Waiting(List<LedgerEntry> entries, List<Refusal> refusals, Optional<Whole> whole) {
        boolean isNothing() {
            return entries.isEmpty() && refusals.isEmpty() && whole.isEmpty();
        }
    }

    /** What a file must add up to that is written whole. */
    record Whole(Map<MailboxName, FolderSize> balances, boolean complete) {}

    void add(LedgerEntry entry) {
        if (entries.size() < MOST) {
            entries.add(entry);
        } else {
            stale = true;
        }
    }

    void add(Refusal refusal) {
        if (refusals.size() < keep.refusals()) {
            refusals.add(refusal);
        }
    }

    /** The file is not to be relied on: the next to be written is whole. */
    void makeStale() {
        stale = true;
    }

    boolean isStale() {
        return stale;
    }

    boolean isEmpty() {
        return !stale && entries.isEmpty() && refusals.isEmpty();
    }

    /** What waits, which is the caller's from now on. */
    Waiting take(Supplier<Whole> now) {
        boolean all = stale || singles + entries.size() > keep.singles() + LINES;
        Waiting taken = new Waiting(entries, refusals, all ? Optional.of(now.get()) : Optional.empty());
        entries = new ArrayList<>();
        refusals = new ArrayList<>();
        stale = false;
        return taken;
    }

    /** It could not be written. */
    void giveBack(Waiting taken) {
        taken.entries().addAll(entries);
        taken.refusals().addAll(refusals);
        entries = taken.entries();
        refusals = taken.refusals();
        stale = true; // what could be written of it does not count
    }

    /** So many single entries were appended to the file. */
    void noteSingles(int more) {
        singles += more;
    }

    /** The file was read, or replaced by one, with so many. */
    void setSingles(int now) {
        singles = now;
    }

    /** What mailboxes hold once what waits is added to {@code balances}. */
    Map<MailboxName, FolderSize> addedTo(Map<MailboxName, FolderSize> balances) {
        Map<MailboxName, FolderSize> sums = new HashMap<>(balances);
        for (LedgerEntry entry : entries) {
            sums.merge(entry.mailbox(), LedgerBook.size(entry), FolderSize::plus);
        }
        return sums;
    }
}
