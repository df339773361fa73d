package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.store.Actor;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.Reason;
import org.postern.store.Refusal;

/**
 * What each mailbox of an account holds, and how it came to hold that since the ledger was written last. Every change of what
 * one holds is an entry, which waits here until {@link AccountLedger} takes it.
 *
 * <p>Invariants: the account's usage is the sum of the balances, and each balance that was compared is what the files hold;
 * what is in the ledger's file and what waits add up to the balances, or the file is stale and will be replaced by one that
 * does. The monitor guards all and is taken last. The file is read once, before there can be anything to write to it.
 *
 * <p>How it fails: a ledger that cannot be read is as good as none, and is told to the log. Nothing here fails an operation.
 */
final class AccountBalances {
    private final Path account;
    private final InstantSource clock;
    private final LedgerFile file;
    private final Runnable waits;
    private final LedgerBacklog backlog;

    private final Map<MailboxName, FolderSize> balances = new HashMap<>();
    /** Those whose balance is known to be what the files hold. */
    private final Set<MailboxName> compared = new HashSet<>();

    private FolderSize total = FolderSize.ZERO;
    private boolean loaded;
    /** When it was, for a file that is begun then. */
    private Instant begun = Instant.EPOCH;
    /** Whether all mailboxes are in it, so that another one is news. */
    private boolean complete;

    /** @param waits called when something waits to be written; must only take note */
    AccountBalances(Path account, InstantSource clock, LedgerFile file, LedgerBook.Keep keep, Runnable waits) {
        this.account = account;
        this.clock = clock;
        this.file = file;
        this.waits = waits;
        this.backlog = new LedgerBacklog(keep);
    }

    /** What a mailbox holds, where that was compared. */
    synchronized Optional<FolderSize> size(MailboxName name) {
        return compared.contains(name) ? Optional.of(balance(name)) : Optional.empty();
    }

    /** What each mailbox holds. */
    synchronized Map<MailboxName, FolderSize> sizes() {
        return Map.copyOf(balances);
    }

    synchronized FolderSize total() {
        return total;
    }

    synchronized boolean isCompared(Set<MailboxName> names) {
        return compared.containsAll(names);
    }

    /** Messages came into a mailbox, and as many left as leave {@code now} in it. */
    synchronized void moved(MailboxName name, FolderSize came, FolderSize now, Occasion why) {
        load();
        FolderSize left = balance(name).plus(came).minus(now);
        enter(name, came, why);
        enter(name, FolderSize.ZERO.minus(left), why);
        compared.add(name);
    }

    /**
     * A mailbox was found to hold so much.
     *
     * @param otherwise why it would be another amount than noted: FOREIGN, or RECALCULATION where nobody but this store can
     *     have changed it
     */
    synchronized void found(MailboxName name, FolderSize size, Reason otherwise) {
        load();
        FolderSize before = balance(name);
        if (!complete && !balances.containsKey(name)) {
            put(name, size);
            makeStale();
        } else if (!before.equals(size)) {
            if (otherwise == Reason.RECALCULATION) {
                Log.drift(account, name, before, size);
            }
            enter(name, size.minus(before), new Occasion(otherwise, Actor.SERVER));
        }
        balances.putIfAbsent(name, FolderSize.ZERO);
        compared.add(name);
    }

    /** A mailbox is not there any more. */
    synchronized void gone(MailboxName name, Occasion why) {
        load();
        enter(name, FolderSize.ZERO.minus(balance(name)), why);
        balances.remove(name);
        compared.remove(name);
    }

    /** @param known whether what the mailbox holds was compared, before its renaming put that in doubt */
    synchronized void renamed(MailboxName from, MailboxName to, boolean known, Actor by) {
        load();
        Optional<FolderSize> size = Optional.ofNullable(balances.get(from));
        Occasion why = new Occasion(Reason.RENAME, by);
        gone(from, why);
        gone(to, Occasion.FOREIGN);
        size.ifPresent(s -> enter(to, s, why));
        if (known) {
            compared.add(to);
        }
    }

    /** What is noted of a mailbox is to be compared again before it counts. */
    synchronized void doubt(MailboxName name) {
        compared.remove(name);
    }

    /** These are all mailboxes: others are gone, unless they were seen by this process, which may know better. */
    synchronized void retainUnseen(Set<MailboxName> names) {
        load();
        Set<MailboxName> others = new HashSet<>(balances.keySet());
        others.removeAll(names);
        others.removeAll(compared);
        others.forEach(name -> gone(name, Occasion.FOREIGN));
    }

    /** These are all mailboxes: others are gone. */
    synchronized void retain(Set<MailboxName> names) {
        load();
        Set<MailboxName> others = new HashSet<>(balances.keySet());
        others.removeAll(names);
        others.forEach(name -> gone(name, Occasion.FOREIGN));
    }

    /** All mailboxes there are were compared. */
    synchronized void completed() {
        load();
        if (!complete) {
            complete = true;
            makeStale();
        }
    }

    synchronized void refused(Refusal.Attempt attempt) {
        load();
        backlog.add(new Refusal(now(), attempt));
        waits.run();
    }

    private FolderSize balance(MailboxName name) {
        return balances.getOrDefault(name, FolderSize.ZERO);
    }

    private void put(MailboxName name, FolderSize size) {
        total = total.plus(size).minus(balance(name));
        balances.put(name, size);
    }

    private void enter(MailboxName name, FolderSize more, Occasion why) {
        if (more.isZero()) {
            return;
        }
        put(name, balance(name).plus(more));
        backlog.add(new LedgerEntry(now(), name, more.octets(), more.messages(), why.why(), Optional.of(why.by())));
        waits.run();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void makeStale() {
        backlog.makeStale();
        waits.run();
    }

    /** What the file says counts from now on. */
    synchronized void begin() {
        load();
    }

    private void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        begun = now();
        try {
            Optional<LedgerFile.Found> found = file.load();
            found.ifPresent(f -> {
                f.book().balances().forEach(this::put);
                complete = f.book().head().complete();
                backlog.setSingles(f.book().singles());
            });
            if (!found.map(LedgerFile.Found::whole).orElse(false)) {
                makeStale();
            }
        } catch (IOException e) {
            Log.ledgerNotRead(account, e);
            makeStale();
        }
    }

    /** What waits to be written, which is the caller's from now on. */
    synchronized LedgerBacklog.Waiting take() {
        return backlog.take(() -> new LedgerBacklog.Whole(Map.copyOf(balances), complete));
    }

    /** It could not be written. */
    synchronized void giveBack(LedgerBacklog.Waiting taken) {
        backlog.giveBack(taken);
    }

    synchronized boolean isWaiting() {
        return !backlog.isEmpty();
    }

    synchronized Instant begun() {
        return begun;
    }

    /** So many single entries were appended to the file. */
    synchronized void noteSingles(int more) {
        backlog.noteSingles(more);
    }

    /** The file was replaced by one with so many. */
    synchronized void setSingles(int now) {
        backlog.setSingles(now);
    }

    /** Whether a file and what waits add up to the balances, unless the file is stale anyway. */
    synchronized boolean isSound(Optional<LedgerFile.Found> found) {
        Map<MailboxName, FolderSize> sums =
                backlog.addedTo(found.map(f -> f.book().balances()).orElse(Map.of()));
        Map<MailboxName, FolderSize> known = new HashMap<>(balances);
        sums.values().removeIf(FolderSize::isZero);
        known.values().removeIf(FolderSize::isZero);
        return backlog.isStale() || (found.map(LedgerFile.Found::whole).orElse(false) && sums.equals(known));
    }

    /** The file is not to be relied on: the next to be written is whole. */
    synchronized void renew() {
        backlog.makeStale();
    }
}
