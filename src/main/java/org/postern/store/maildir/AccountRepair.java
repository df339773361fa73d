package org.postern.store.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postern.store.maildir.Finding.Kind;

/** Mends what a check found of an account beside its mailboxes. Limits that were lost are not made up. */
final class AccountRepair {
    private final AccountRoot root;
    private final Optional<FolderSize> stored;

    /** @param stored as for {@link AccountCheck} */
    AccountRepair(AccountRoot root, Optional<FolderSize> stored) {
        this.root = root;
        this.stored = stored;
    }

    void run(List<Finding> findings) throws IOException {
        for (Finding finding : findings) {
            if (finding.kind() == Kind.QUOTA_FILE) {
                count();
            } else if (finding.kind() == Kind.ODD_LINES) {
                subscriptions();
            }
        }
    }

    private void count() throws IOException {
        SmallFiles small = root.env().small();
        Optional<String> limits = QuotaFile.limits(small, root.path());
        if (limits.isPresent() && stored.isPresent()) {
            QuotaFile.write(
                    small,
                    root.path(),
                    limits.get(),
                    stored.get().octets(),
                    stored.get().messages());
        }
    }

    private void subscriptions() throws IOException {
        root.structure().lock();
        try {
            SmallFiles small = root.env().small();
            small.replace(
                    root.path().resolve(Subscriptions.FILE),
                    Subscriptions.text(Subscriptions.read(small, root.path())));
        } finally {
            root.structure().unlock();
        }
    }
}
