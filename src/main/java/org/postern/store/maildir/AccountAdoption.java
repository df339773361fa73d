package org.postern.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/** Takes over all mailboxes of an account at once, and tells how it went. Called without any lock. */
final class AccountAdoption {
    private final AccountRoot root;

    AccountAdoption(AccountRoot root) {
        this.root = root;
    }

    AdoptedAccount run(List<String> odd) throws IOException, StoreException {
        List<AdoptedMailbox> mailboxes = new ArrayList<>();
        for (MailboxName name : root.names()) {
            Folder folder = root.acquire(name);
            try {
                folder.lockedAll(FolderLoader.Loaded::adopted).ifPresent(mailboxes::add);
            } finally {
                root.release(folder);
            }
        }
        return new AdoptedAccount(
                mailboxes,
                Subscriptions.read(root.env().small(), root.path()).size(),
                QuotaFile.limits(root.env().small(), root.path()),
                Stream.concat(odd.stream(), root.layout().odd().stream()).toList());
    }
}
