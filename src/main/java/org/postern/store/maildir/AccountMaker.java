package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** Makes the directory of an account, wholly or not at all, and removes it. */
final class AccountMaker {
    /** In the root of all accounts: the highest UIDVALIDITY of those that were removed. */
    private static final String REMOVED = ".postern.removed";

    private final Surroundings env;
    private final FolderMaker folders;

    AccountMaker(Surroundings env) {
        this.env = env;
        this.folders = new FolderMaker(env);
    }

    /** A tree that another server left there is taken as it is; only mailboxes of the usual names get their special use. */
    void makeIfMissing(Path root) throws IOException, StoreException {
        if (env.files().stat(root.resolve(AccountFile.FILE)).isPresent()) {
            return;
        }
        if (env.files().stat(root.resolve(FilePlace.CUR.directory())).isPresent() || hasFolders(root)) {
            take(root, Optional.empty());
        } else {
            make(root);
        }
    }

    /** Another server may have had the INBOX elsewhere. */
    private boolean hasFolders(Path root) throws IOException {
        boolean there =
                env.files().stat(root).filter(FileLayer.Stat::isDirectory).isPresent();
        boolean has = there && new NestedFolders(env, root).isRootOfFolders();
        for (String directory : has ? FolderMaker.DIRECTORIES : List.<String>of()) {
            env.files().makeDirectory(root.resolve(directory));
        }
        return has;
    }

    /**
     * Makes an account of a tree that another server left, before anything in it moves: an interrupted move must know.
     *
     * @param layout of its folders; empty: found out
     */
    void take(Path root, Optional<MaildirLayout> layout) throws IOException, StoreException {
        if (env.files().stat(root.resolve(AccountFile.FILE)).isEmpty()) {
            MaildirLayout found = layout.isPresent() ? layout.get() : layout(root);
            env.small()
                    .replace(root.resolve(AccountFile.FILE), taken(root, found).text());
        }
    }

    private MaildirLayout layout(Path root) throws IOException {
        if (new NestedFolders(env, root).areThere()) {
            return MaildirLayout.NESTED;
        }
        return new CourierFolders(env, root).areThere() ? MaildirLayout.UTF8 : MaildirLayout.FLAT;
    }

    private AccountFile taken(Path root, MaildirLayout layout) throws IOException, StoreException {
        AccountFile account = AccountFile.EMPTY.withIds(env.settings().ids()).withLayout(layout);
        for (SpecialUse use : SpecialUse.OF_NEW_ACCOUNTS) {
            MailboxName name = use.defaultName();
            Path folder = layout == MaildirLayout.NESTED
                    ? NestedFolders.nested(root, name)
                    : root.resolve(FolderNames.directory(name));
            if (env.files().stat(folder).isPresent()) {
                account = account.with(name, Optional.of(use));
            }
        }
        return account;
    }

    private void make(Path root) throws IOException, StoreException {
        Path domain = SmallFiles.parent(root);
        env.files().makeDirectory(domain);
        if (env.files().stat(root).isPresent()) {
            fill(root); // somebody put something there, which stays
        } else {
            Path scratch = env.scratch();
            fill(scratch);
            env.files().rename(scratch, root);
        }
        env.files().syncDirectory(domain);
        env.files().syncDirectory(env.mail());
    }

    /** The account of what belongs to nobody: without mailboxes of its own. */
    void makePublic(Path root) throws IOException {
        if (env.files().stat(root.resolve(AccountFile.FILE)).isEmpty()) {
            long now = env.clock().instant().getEpochSecond();
            AccountFile account = AccountFile.EMPTY.withNextUidValidity(now);
            folders.fill(root, account.lastUidValidity());
            env.small().replace(root.resolve(AccountFile.FILE), account.text());
            env.files().syncDirectory(SmallFiles.parent(root));
        }
    }

    /** The account's file comes last: without it this happens again. */
    private void fill(Path scratch) throws IOException, StoreException {
        long now = env.clock().instant().getEpochSecond();
        AccountFile account =
                removedBefore().withNextUidValidity(now).withIds(env.settings().ids());
        folders.fill(scratch, account.lastUidValidity());
        Set<MailboxName> subscribed = new TreeSet<>(Set.of(MailboxName.INBOX));
        for (SpecialUse use : SpecialUse.OF_NEW_ACCOUNTS) {
            MailboxName name = use.defaultName();
            account = account.withNextUidValidity(now).with(name, Optional.of(use));
            Path folder = scratch.resolve(FolderNames.directory(name));
            folders.fill(folder, account.lastUidValidity());
            folders.mark(folder);
            env.files().syncDirectory(folder);
            subscribed.add(name);
        }
        if (env.files().stat(scratch.resolve(Subscriptions.FILE)).isEmpty()) {
            env.small().write(scratch.resolve(Subscriptions.FILE), Subscriptions.text(subscribed));
        }
        env.small().write(scratch.resolve(AccountFile.FILE), account.text());
        env.files().syncDirectory(scratch);
    }

    /** Removes an account; one made again of the same name gets other UIDVALIDITYs, even within a second. */
    void remove(Path root) throws IOException {
        if (env.files().stat(root).isPresent()) {
            noteRemoved(AccountFile.read(env.small(), root)
                    .orElse(AccountFile.EMPTY)
                    .lastUidValidity());
            Path trash = env.scratch();
            env.files().rename(root, trash);
            env.files().syncDirectory(SmallFiles.parent(root));
            env.small().deleteTree(trash);
        }
    }

    private synchronized void noteRemoved(long last) throws IOException {
        if (last > removedBefore().lastUidValidity()) {
            env.small()
                    .replace(
                            env.mail().resolve(REMOVED),
                            AccountFile.EMPTY.withUidValidityTaken(last).text());
        }
    }

    private AccountFile removedBefore() throws IOException {
        return AccountFile.read(env.small(), env.mail(), REMOVED).orElse(AccountFile.EMPTY);
    }
}
