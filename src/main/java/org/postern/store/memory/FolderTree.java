package org.postern.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.postern.store.Change;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UidSet;

/** The mailboxes of one account by name: makes, removes and renames them. Guarded by the store's lock. */
final class FolderTree {
    private final MemoryStore store;
    private final StoreLimits limits;
    private final Consumer<Change> listener;
    private final NavigableMap<MailboxName, Folder> folders = new TreeMap<>(MailboxName.INBOX_FIRST);

    /** @param listener told of what happens in any of them */
    FolderTree(MemoryStore store, StoreLimits limits, Consumer<Change> listener) {
        this.store = store;
        this.limits = limits;
        this.listener = listener;
        add(MailboxName.INBOX, Optional.empty());
    }

    Set<MailboxName> names() {
        return folders.keySet();
    }

    Collection<Folder> all() {
        return folders.values();
    }

    Optional<Folder> find(MailboxName name) {
        return Optional.ofNullable(folders.get(name));
    }

    Folder get(MailboxName name) throws StoreException {
        return find(name).orElseThrow(() -> new StoreException(Problem.NO_SUCH_MAILBOX, name.path()));
    }

    /** Without asking, and without telling anybody: for new accounts. */
    Folder add(MailboxName name, Optional<SpecialUse> use) {
        long validity = store.nextUidValidity();
        MailboxInfo info = new MailboxInfo(name, "m" + validity, validity);
        Folder folder = new Folder(info, use, limits, listener);
        folders.put(name, folder);
        return folder;
    }

    Folder create(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        requireFree(name);
        requireUsable(name, use);
        if (folders.size() >= limits.mailboxes()) {
            throw new StoreException(Problem.LIMIT, "too many mailboxes");
        }
        Folder folder = add(name, use);
        folder.tell(new Change.Created(name));
        return folder;
    }

    /** RFC 6154 3: a server may refuse a use; \All and \Flagged would need mailboxes that are views of others. */
    void requireUsable(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        boolean view =
                use.filter(u -> u == SpecialUse.ALL || u == SpecialUse.FLAGGED).isPresent();
        boolean taken = use.isPresent()
                && folders.values().stream()
                        .anyMatch(f -> f.use().equals(use) && !f.info().name().equals(name));
        if (view || taken) {
            throw new StoreException(Problem.CANNOT, "special use is " + (view ? "not supported" : "taken"));
        }
    }

    /** @param held gets what was in it */
    void delete(MailboxName name, Held held) throws StoreException {
        Folder folder = get(name);
        if (name.isInbox()) {
            throw new StoreException(Problem.CANNOT, "INBOX cannot be deleted");
        }
        folders.remove(name);
        held.add(folder.info(), folder.messages());
        folder.end();
        folder.tell(new Change.Gone(name));
    }

    void rename(MailboxName from, MailboxName to, Instant now) throws StoreException {
        Folder folder = get(from);
        if (from.isInbox()) {
            moveInbox(folder, to, now);
        } else {
            renameTree(from, to);
        }
    }

    /** RFC 9051 6.3.6: its messages go to a new mailbox, INBOX stays and is empty, its inferiors are not touched. */
    private void moveInbox(Folder inbox, MailboxName to, Instant now) throws StoreException {
        Folder target = create(to, Optional.empty());
        target.annotations(inbox.annotations());
        target.place(new ArrayList<>(inbox.messages()), now);
        inbox.expunge(UidSet.ALL);
    }

    private void renameTree(MailboxName from, MailboxName to) throws StoreException {
        if (to.isBelow(from)) {
            throw new StoreException(Problem.CANNOT, "a mailbox cannot go below itself");
        }
        if (to.equals(from)) {
            requireFree(to);
        }
        Map<MailboxName, MailboxName> moves = new LinkedHashMap<>();
        for (MailboxName name : folders.keySet()) {
            if (name.equals(from) || name.isBelow(from)) {
                moves.put(name, name.moved(from, to));
            }
        }
        for (MailboxName target : moves.values()) {
            // A name that is itself about to move away is free: A/B to A frees A/B for A/B/B.
            if (!moves.containsKey(target)) {
                requireFree(target);
            }
        }
        Map<Folder, MailboxName> moved = new LinkedHashMap<>();
        moves.forEach((name, target) -> moved.put(folders.remove(name), target));
        moved.forEach((old, target) -> {
            folders.put(target, old.renamed(target));
            old.tell(new Change.Renamed(old.info().name(), target));
        });
    }

    private void requireFree(MailboxName name) throws StoreException {
        if (folders.containsKey(name)) {
            throw new StoreException(Problem.MAILBOX_EXISTS, name.path());
        }
    }

    /** Every handle ends. */
    void end() {
        folders.values().forEach(f -> {
            f.end();
            f.tell(new Change.Gone(f.info().name()));
        });
        folders.clear();
    }
}
