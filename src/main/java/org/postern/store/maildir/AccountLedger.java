package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.store.Actor;
import org.postern.store.Ledger;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Reason;
import org.postern.store.Refusal;
import org.postern.store.StoreException;

/**
 * What each mailbox of an account holds, and how it came to hold that. Every change of what one holds is an entry; entries
 * wait in memory for a moment and are written together, by no thread that somebody waits for.
 *
 * <p>Invariants: the account's usage is the sum of the balances, and each balance that was compared is what the files hold;
 * what is in the file and what waits add up to the balances, or the file is stale and will be replaced by one that does. The
 * monitor guards what is in memory and is taken last; the file has a lock of its own, taken before it.
 *
 * <p>How it fails: a ledger that is missing, torn or somebody else's is made anew from what the files hold; one that cannot
 * be written is tried again, and only details of what happened meanwhile may be lost. Nothing here fails an operation.
 */
final class AccountLedger implements Ledger {
    /** Entries that may wait while the file cannot be written. */
    static final int MOST_WAITING = 20_000;
    /** Entries beyond those that are kept, before a file is made shorter. */
    static final int LINES = 2000;

    private final Path account;
    private final Surroundings env;
    private final Runnable waits;
    private final LedgerBook.Keep keep;
    private final Object fileLock = new Object();
    private final LedgerFile file;
    private boolean ended;
    private boolean failing;

    private final Map<MailboxName, FolderSize> balances = new HashMap<>();
    /** Those whose balance is known to be what the files hold. */
    private final Set<MailboxName> compared = new HashSet<>();

    private FolderSize total = FolderSize.ZERO;
    private List<LedgerEntry> entries = new ArrayList<>();
    private List<Refusal> refusals = new ArrayList<>();
    private boolean loaded;
    /** When it was, for a file that is begun then. */
    private Instant begun = Instant.EPOCH;
    /** Whether all mailboxes are in it, so that another one is news. */
    private boolean complete;

    private boolean stale;
    /** Single entries in the file. */
    private int singles;

    /** @param waits called when something waits to be written; must only take note */
    AccountLedger(Surroundings env, Path account, LedgerBook.Keep keep, Runnable waits) {
        this.env = env;
        this.account = account;
        this.keep = keep;
        this.waits = waits;
        this.file = new LedgerFile(env, account);
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

    @Override
    public synchronized void refused(Refusal.Attempt attempt) {
        load();
        if (refusals.size() < keep.refusals()) {
            refusals.add(new Refusal(now(), attempt));
        }
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
        if (entries.size() < MOST_WAITING) {
            entries.add(new LedgerEntry(now(), name, more.octets(), more.messages(), why.why(), Optional.of(why.by())));
        } else {
            stale = true;
        }
        waits.run();
    }

    private Instant now() {
        return env.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void makeStale() {
        stale = true;
        waits.run();
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
                singles = f.book().singles();
            });
            if (!found.map(LedgerFile.Found::whole).orElse(false)) {
                makeStale();
            }
        } catch (IOException e) {
            Log.ledgerNotRead(account, e);
            makeStale();
        }
    }

    /** What is to be written. */
    private record Waiting(List<LedgerEntry> entries, List<Refusal> refusals, Optional<Whole> whole) {
        boolean isNothing() {
            return entries.isEmpty() && refusals.isEmpty() && whole.isEmpty();
        }
    }

    /** What a file must add up to that is written whole. */
    private record Whole(Map<MailboxName, FolderSize> balances, boolean complete) {}

    private synchronized Waiting take() {
        boolean all = stale || singles + entries.size() > keep.singles() + LINES;
        Optional<Whole> whole = all ? Optional.of(new Whole(Map.copyOf(balances), complete)) : Optional.empty();
        Waiting taken = new Waiting(entries, refusals, whole);
        entries = new ArrayList<>();
        refusals = new ArrayList<>();
        stale = false;
        return taken;
    }

    private synchronized void giveBack(Waiting taken) {
        taken.entries().addAll(entries);
        taken.refusals().addAll(refusals);
        entries = taken.entries();
        refusals = taken.refusals();
        stale = true; // what could be written of it does not count
    }

    /** Whether anything waits to be written. */
    synchronized boolean isWaiting() {
        return stale || !entries.isEmpty() || !refusals.isEmpty();
    }

    /** Writes what waits. Called with no lock held. Returns whether it is written. */
    boolean flush() {
        synchronized (fileLock) {
            return flushed();
        }
    }

    private boolean flushed() {
        Waiting taken = take();
        if (ended || taken.isNothing()) {
            return true;
        }
        try {
            write(taken);
            failing = false;
            return true;
        } catch (IOException e) {
            giveBack(taken);
            if (!failing) {
                Log.ledgerNotWritten(account, e);
            }
            failing = true;
            return false;
        }
    }

    private void write(Waiting taken) throws IOException {
        if (taken.whole().isEmpty()) {
            file.append(taken.entries(), taken.refusals());
            noteSingles(taken.entries().size());
            return;
        }
        Instant now = env.clock().instant();
        Whole whole = taken.whole().get();
        LedgerBook book = file.written()
                .map(LedgerFile.Found::book)
                .orElseGet(() -> LedgerBook.begunAt(begun()))
                .with(taken.entries(), taken.refusals())
                .compacted(whole.balances(), whole.complete(), keep, now);
        file.replace(book);
        setSingles(book.singles());
    }

    private synchronized Instant begun() {
        return begun;
    }

    private synchronized void noteSingles(int more) {
        singles += more;
    }

    private synchronized void setSingles(int now) {
        singles = now;
    }

    @Override
    public Optional<Statement> read() throws StoreException {
        synchronized (fileLock) {
            begin();
            if (!flushed()) {
                throw new StoreException(Problem.UNAVAILABLE, "the ledger cannot be written");
            }
            try {
                return file.written().map(found -> found.book().statement());
            } catch (IOException e) {
                throw Failures.of("ledger of " + account, e);
            }
        }
    }

    private synchronized void begin() {
        load();
    }

    /** Holds the file against what is known; what differs is written anew. */
    void check() throws IOException {
        synchronized (fileLock) {
            if (!ended && flushed() && !isSound(file.load())) {
                Log.ledgerWrong(account);
                renew();
                flushed();
            }
        }
    }

    private synchronized boolean isSound(Optional<LedgerFile.Found> found) {
        Map<MailboxName, FolderSize> sums =
                new HashMap<>(found.map(f -> f.book().balances()).orElse(Map.of()));
        for (LedgerEntry entry : entries) {
            sums.merge(entry.mailbox(), LedgerBook.size(entry), FolderSize::plus);
        }
        Map<MailboxName, FolderSize> known = new HashMap<>(balances);
        sums.values().removeIf(FolderSize::isZero);
        known.values().removeIf(FolderSize::isZero);
        return stale || (found.map(LedgerFile.Found::whole).orElse(false) && sums.equals(known));
    }

    private synchronized void renew() {
        stale = true;
    }

    /** The account is removed: nothing is written any more. */
    void end() {
        synchronized (fileLock) {
            ended = true;
        }
    }
}
