package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postern.store.Actor;
import org.postern.store.Change;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Reason;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** Makes, removes and renames mailboxes of one account. Every method is called under {@link AccountRoot#structure}. */
final class FolderTree {
    private final AccountRoot root;
    private final Surroundings env;
    private final Actor by;

    FolderTree(AccountRoot root, Actor by) {
        this.root = root;
        this.by = by;
        this.env = root.env();
    }

    MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws IOException, StoreException {
        requireFree(name);
        requireUsable(name, use);
        if (root.names().size() >= env.limits().mailboxes()) {
            throw new StoreException(Problem.LIMIT, "too many mailboxes");
        }
        Path path = root.folderPath(name);
        root.end(name); // one that another program removed may be open still
        clear(path);
        long validity = root.accountFile().next();
        new FolderMaker(env).make(path, validity);
        if (use.isPresent()) {
            root.accountFile().change(f -> f.with(name, use));
        }
        root.balances().found(name, FolderSize.ZERO, Reason.FOREIGN);
        root.tell(new Change.Created(name));
        String id = Identity.read(env.small(), path).map(Identity::id).orElse("");
        return new MailboxInfo(name, id, validity);
    }

    /** A directory of that name without cur/ is no mailbox; it makes way, with what may be in it. */
    private void clear(Path path) throws IOException {
        if (env.files().stat(path).isPresent()) {
            discard(path);
        }
    }

    private void requireFree(MailboxName name) throws IOException, StoreException {
        if (root.exists(name)) {
            throw new StoreException(Problem.MAILBOX_EXISTS, name.path());
        }
    }

    /** RFC 6154 3: a server may refuse a use; \All and \Flagged would need mailboxes that are views of others. */
    void requireUsable(MailboxName name, Optional<SpecialUse> use) throws IOException, StoreException {
        boolean view =
                use.filter(u -> u == SpecialUse.ALL || u == SpecialUse.FLAGGED).isPresent();
        if (view) {
            throw new StoreException(Problem.CANNOT, "special use is not supported");
        }
        for (var taken : root.accountFile().read().uses().entrySet()) {
            boolean another = !taken.getKey().equals(name) && root.exists(taken.getKey());
            if (another && use.filter(taken.getValue()::equals).isPresent()) {
                throw new StoreException(Problem.CANNOT, "special use is taken");
            }
        }
    }

    void delete(MailboxName name) throws IOException, StoreException {
        if (name.isInbox()) {
            throw new StoreException(Problem.CANNOT, "INBOX cannot be deleted");
        }
        root.requireExists(name);
        Optional<Folder> loaded = root.end(name);
        Path path = root.folderPath(name);
        FolderTerms.discard(env, path); // it is not worth being held
        if (!root.holding().take(path, name)) {
            discard(path);
        }
        root.balances().gone(name, new Occasion(Reason.DELETE, by));
        Change gone = new Change.Gone(name);
        loaded.ifPresentOrElse(f -> f.tellLast(gone), () -> root.tell(gone));
        if (root.accountFile().read().uses().containsKey(name)) {
            root.accountFile().change(f -> f.with(name, Optional.empty()));
        }
    }

    /** Gone at once; what it held is removed after that. */
    private void discard(Path path) throws IOException {
        Path trash = env.scratch();
        env.files().rename(path, trash);
        env.files().syncDirectory(root.path());
        env.small().deleteTree(trash);
    }

    void rename(MailboxName from, MailboxName to) throws IOException, StoreException {
        root.requireExists(from);
        if (from.isInbox()) {
            throw new IllegalArgumentException("INBOX is not renamed but emptied");
        }
        if (to.isBelow(from)) {
            throw new StoreException(Problem.CANNOT, "a mailbox cannot go below itself");
        }
        NavigableSet<MailboxName> all = root.names();
        // Shorter names first: A/B to A must have moved A/B away before A/B/B becomes A/B.
        TreeMap<MailboxName, MailboxName> moves = new TreeMap<>(
                Comparator.comparing((MailboxName n) -> n.path().length()).thenComparing(Comparator.naturalOrder()));
        for (MailboxName name : all) {
            if (name.equals(from) || name.isBelow(from)) {
                moves.put(name, name.moved(from, to));
                root.folderPath(name.moved(from, to));
            }
        }
        for (MailboxName target : moves.values()) {
            if (target.equals(from) ? to.equals(from) : !moves.containsKey(target) && all.contains(target)) {
                throw new StoreException(Problem.MAILBOX_EXISTS, target.path());
            }
        }
        for (var move : moves.entrySet()) {
            move(move.getKey(), move.getValue());
        }
        env.files().syncDirectory(root.path());
    }

    private void move(MailboxName from, MailboxName to) throws IOException, StoreException {
        boolean compared = root.balances().isCompared(Set.of(from)); // as long as it has not ended
        Optional<Folder> loaded = root.end(from);
        clear(root.folderPath(to));
        env.files().rename(root.folderPath(from), root.folderPath(to));
        root.balances().renamed(from, to, compared, by);
        Optional<SpecialUse> use =
                Optional.ofNullable(root.accountFile().read().uses().get(from));
        if (use.isPresent()) {
            root.accountFile().change(f -> f.with(from, Optional.empty()).with(to, use));
        }
        Change renamed = new Change.Renamed(from, to);
        loaded.ifPresentOrElse(f -> f.tellLast(renamed), () -> root.tell(renamed));
    }

    /** Sets or takes away a subscription; returns whether that changed anything. */
    boolean subscribe(MailboxName name, boolean wanted) throws IOException, StoreException {
        Set<MailboxName> names = new TreeSet<>(Subscriptions.read(env.small(), root.path()));
        if (wanted && !names.contains(name) && names.size() >= env.limits().mailboxes()) {
            throw new StoreException(Problem.LIMIT, "too many subscriptions");
        }
        boolean changed = wanted ? names.add(name) : names.remove(name);
        if (changed) {
            env.small().replace(root.path().resolve(Subscriptions.FILE), Subscriptions.text(names));
        }
        return changed;
    }
}
