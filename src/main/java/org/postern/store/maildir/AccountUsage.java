package org.postern.store.maildir;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Reason;
import org.postern.store.StoreException;

/**
 * What the mailboxes of an account hold, by its ledger. What that does not know yet is asked of the mailboxes: their indexes'
 * ends where nothing has changed since, else they are loaded. Called without a lock where nothing else is said.
 */
final class AccountUsage {
    private final AccountRoot root;
    private final AccountBalances balances;
    /** Whether there is a balance of every mailbox. */
    private volatile boolean counted;

    AccountUsage(AccountRoot root) {
        this.root = root;
        this.balances = root.balances();
    }

    /** All mailboxes together. */
    FolderSize total() throws IOException, StoreException {
        count();
        return balances.total();
    }

    Map<MailboxName, FolderSize> sizes() throws IOException, StoreException {
        count();
        return balances.sizes();
    }

    /** Holds the ledger against the files. */
    void recount() throws IOException, StoreException {
        for (MailboxName name : root.names()) {
            compare(name);
        }
        count();
        root.ledger().check();
    }

    /** Takes note of what mailboxes there are; called under {@link AccountRoot#structure}. */
    void noteNames(NavigableSet<MailboxName> names) {
        balances.retain(names);
        counted &= balances.isCompared(names);
    }

    /** Mailboxes may change now without this store. */
    void doubt() {
        counted = false;
    }

    private void count() throws IOException, StoreException {
        if (!counted) {
            NavigableSet<MailboxName> names = root.names();
            for (MailboxName name : names) {
                if (balances.size(name).isEmpty()) {
                    compare(name);
                }
            }
            balances.retainUnseen(names);
            balances.completed();
            counted = true;
        }
    }

    private void compare(MailboxName name) throws IOException, StoreException {
        if (!compareUnloaded(name)) {
            load(name);
        }
    }

    /** One that is not loaded stays so meanwhile, or its arrivals would be overlooked. */
    private boolean compareUnloaded(MailboxName name) throws StoreException {
        root.structure().lock();
        try {
            Optional<FolderSize> known = root.isLoaded(name)
                    ? Optional.empty()
                    : IndexEnd.sizeUnlessChanged(root.env().files(), root.folderPath(name));
            known.ifPresent(size -> balances.found(name, size, Reason.RECALCULATION));
            return known.isPresent();
        } finally {
            root.structure().unlock();
        }
    }

    private void load(MailboxName name) throws IOException, StoreException {
        try {
            Folder folder = root.acquire(name);
            try {
                new FolderView(folder).refresh();
            } finally {
                root.release(folder);
            }
        } catch (StoreException e) {
            boolean gone = e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE;
            if (!gone) {
                throw e;
            }
        }
    }
}
