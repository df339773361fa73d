package org.postern.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.maildir.ForeignChanges.Interest;

/** Writes what another server must know to go on with an account. Called without any lock. */
final class AccountRelease {
    private final AccountRoot root;

    AccountRelease(AccountRoot root) {
        this.root = root;
    }

    /** @param limits for the quota file, as it writes them; empty keeps what it says, and makes none where there is none */
    List<ReleasedMailbox> run(Optional<String> limits) throws IOException, StoreException {
        List<ReleasedMailbox> released = new ArrayList<>();
        for (MailboxName name : root.names()) {
            release(name).ifPresent(released::add);
        }
        Optional<String> line =
                limits.isPresent() ? limits : QuotaFile.limits(root.env().small(), root.path());
        if (line.isPresent()) {
            long octets = released.stream().mapToLong(ReleasedMailbox::octets).sum();
            long messages =
                    released.stream().mapToLong(ReleasedMailbox::messages).sum();
            QuotaFile.write(root.env().small(), root.path(), line.get(), octets, messages);
        }
        layAsBefore();
        return released;
    }

    /** Only what is not as it was written last; the quota file, where there is one, needs all. */
    void runIfChanged() throws IOException, StoreException {
        if (QuotaFile.limits(root.env().small(), root.path()).isPresent()) {
            run(Optional.empty());
            return;
        }
        for (MailboxName name : root.names()) {
            if (!Release.isCurrent(root.env(), root.folderPath(name))) {
                release(name);
            }
        }
        layAsBefore();
    }

    private void layAsBefore() throws IOException, StoreException {
        root.layout().layAsBefore().forEach(sentence -> Log.oddFolder(root.path(), sentence));
    }

    /** Empty when somebody deleted it meanwhile. */
    private Optional<ReleasedMailbox> release(MailboxName name) throws IOException, StoreException {
        try {
            Folder folder = root.acquire(name);
            try {
                return Optional.of(release(folder));
            } finally {
                root.release(folder);
            }
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ReleasedMailbox release(Folder folder) throws StoreException {
        folder.arrivals().drain();
        return folder.lockedAll(l -> {
            l.changes().catchUp(Interest.LISTED);
            return new Release(l.state(), root.path()).write();
        });
    }
}
