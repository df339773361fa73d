package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.postern.store.Ledger;
import org.postern.store.Problem;
import org.postern.store.Refusal;
import org.postern.store.StoreException;

/**
 * The ledger of an account: what came and went in each mailbox, why and by whom. {@link AccountBalances} keeps what waits to be
 * written; it is written together after a moment, by no thread that somebody waits for.
 *
 * <p>Invariants: the file has a lock of its own, taken before the monitor of the balances, and nothing is written once the
 * account has ended.
 *
 * <p>How it fails: a ledger that is missing, torn or somebody else's is made anew from what the files hold; one that cannot
 * be written is tried again, and only details of what happened meanwhile may be lost. Nothing here fails an operation.
 */
final class AccountLedger implements Ledger {
    private final Path account;
    private final InstantSource clock;
    private final LedgerBook.Keep keep;
    private final AccountBalances balances;
    private final Object fileLock = new Object();
    private final LedgerFile file;
    private boolean ended;
    private boolean failing;

    /** @param waits called when something waits to be written; must only take note */
    AccountLedger(Surroundings env, Path account, LedgerBook.Keep keep, Runnable waits) {
        this.account = account;
        this.clock = env.clock();
        this.keep = keep;
        this.file = new LedgerFile(env, account);
        this.balances = new AccountBalances(account, clock, file, keep, waits);
    }

    AccountBalances balances() {
        return balances;
    }

    @Override
    public void refused(Refusal.Attempt attempt) {
        balances.refused(attempt);
    }

    /** Writes what waits. Called with no lock held. Returns whether it is written. */
    boolean flush() {
        synchronized (fileLock) {
            return flushed();
        }
    }

    private boolean flushed() {
        LedgerBacklog.Waiting taken = balances.take();
        if (ended || taken.isNothing()) {
            return true;
        }
        try {
            write(taken);
            failing = false;
            return true;
        } catch (IOException e) {
            balances.giveBack(taken);
            if (!failing) {
                Log.ledgerNotWritten(account, e);
            }
            failing = true;
            return false;
        }
    }

    private void write(LedgerBacklog.Waiting taken) throws IOException {
        if (taken.whole().isEmpty()) {
            file.append(taken.entries(), taken.refusals());
            balances.noteSingles(taken.entries().size());
            return;
        }
        Instant now = clock.instant();
        LedgerBacklog.Whole whole = taken.whole().get();
        LedgerBook book = file.written()
                .map(LedgerFile.Found::book)
                .orElseGet(() -> LedgerBook.begunAt(balances.begun()))
                .with(taken.entries(), taken.refusals())
                .compacted(whole.balances(), whole.complete(), keep, now);
        file.replace(book);
        balances.setSingles(book.singles());
    }

    @Override
    public Optional<Statement> read() throws StoreException {
        synchronized (fileLock) {
            balances.begin();
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

    /** Holds the file against what is known; what differs is written anew. */
    void check() throws IOException {
        synchronized (fileLock) {
            if (!ended && flushed() && !balances.isSound(file.load())) {
                Log.ledgerWrong(account);
                balances.renew();
                flushed();
            }
        }
    }

    /** The account is removed: nothing is written any more. */
    void end() {
        synchronized (fileLock) {
            ended = true;
        }
    }
}
