package org.postern.store.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.store.MailStore;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * What administrators do to whole accounts, public folders among them: take them over, give them back, check and mend them.
 * Thread-safe. Every method fails with UNAVAILABLE or DISK_FULL where the disk does, or once the store is closed.
 */
public final class MaildirAdministration {
    private final MaildirStore store;
    private final Surroundings env;
    private final AccountRoots accounts;
    private final AccountMaker maker;

    MaildirAdministration(MaildirStore store, Surroundings env, AccountRoots accounts, AccountMaker maker) {
        this.store = store;
        this.env = env;
        this.accounts = accounts;
        this.maker = maker;
    }

    /**
     * Takes over an account that another server has left in the store's directory; mailboxes that are ours already stay as
     * they are. It would happen by itself as each mailbox is opened.
     */
    public AdoptedAccount adopt(UserName user) throws StoreException {
        return adopt(store.ready(accounts.of(user)), List.of());
    }

    /**
     * Takes over an account from a tree that lies elsewhere. The user has no mail here yet; what is held for him stays held.
     *
     * @throws StoreException CANNOT when he has, or the tree cannot be used as asked
     */
    public AdoptedAccount adopt(UserName user, AdoptionSource source) throws StoreException {
        store.requireOpen();
        if (user.equals(MailStore.PUBLIC)) {
            throw new StoreException(Problem.CANNOT, "public folders are taken over where they lie");
        }
        AccountRoot root = accounts.ofUser(user);
        List<String> odd;
        root.structure().lock();
        try {
            odd = transfer(new TreeTransfer(env, source), root);
            maker.take(root.path(), source.layout());
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        } finally {
            root.structure().unlock();
        }
        return adopt(store.ready(accounts.ofUser(user)), odd);
    }

    private List<String> transfer(TreeTransfer transfer, AccountRoot root) throws IOException, StoreException {
        transfer.requireUsable();
        if (env.files().stat(root.path()).isPresent()) {
            requireNoMail(root);
            new HeldAside(env, root.path()).layAside();
            store.discard(root);
        }
        return transfer.to(root.path());
    }

    private void requireNoMail(AccountRoot root) throws IOException, StoreException {
        boolean ours = env.files().stat(root.path().resolve(AccountFile.FILE)).isPresent();
        if (ours) {
            root.layout().flatten(); // in nested folders no mail would be seen
        }
        boolean empty = ours
                ? root.usage().total().messages() == 0
                : Set.of(Holding.DIRECTORY).containsAll(env.files().list(root.path()));
        if (!empty) {
            throw new StoreException(Problem.CANNOT, root.user() + " has mail here already");
        }
    }

    private AdoptedAccount adopt(AccountRoot root, List<String> odd) throws StoreException {
        try {
            if (root != accounts.publicFolders()) {
                store.shares().note(root.user(), ShareList.granted(env, root.path(), root.user()));
            }
            return new AccountAdoption(root).run(odd);
        } catch (IOException e) {
            throw Failures.of("account of " + root.user(), e);
        }
    }

    /**
     * Writes into an account what Dovecot or Courier must know to go on with the same UIDs. What changes afterwards they do
     * not know, so nobody should use the account through this store any more.
     *
     * @param use with the limits to be noted for them
     */
    public List<ReleasedMailbox> release(UserName user, StorageUse use) throws StoreException {
        AccountRoot root = store.ready(accounts.of(user));
        try {
            String limits = QuotaFile.limits(use);
            return new AccountRelease(root).run(Optional.of(limits).filter(line -> !line.isEmpty()));
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }

    /** Compares what lies in an account with what is kept about it. Changes nothing on the disk. */
    public CheckReport check(UserName user, CheckDepth depth) throws StoreException {
        store.requireOpen();
        AccountRoot root = accounts.of(user);
        try {
            return new MailboxCheck(root, depth).look();
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }

    /** As {@link #check}, and mends what it finds, as far as that can be done without losing anything. */
    public CheckReport repair(UserName user, CheckDepth depth) throws StoreException {
        AccountRoot root = store.ready(accounts.of(user));
        try {
            return new MailboxCheck(root, depth).repair();
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }
}
