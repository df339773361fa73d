package org.postern.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.postern.store.AccessChange;
import org.postern.store.AccessList;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.HeldMessages;
import org.postern.store.Ledger;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxStatus;
import org.postern.store.MailboxUse;
import org.postern.store.Reason;
import org.postern.store.Rights;
import org.postern.store.SpecialUse;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** A handle on one user's mailboxes. */
final class MaildirAccount implements Account {
    private final AccountRoot root;
    private final Actor by;

    /** @param by who changes it through this handle */
    MaildirAccount(AccountRoot root, Actor by) {
        this.root = root;
        this.by = by;
    }

    private interface Work<T> {
        T run() throws IOException, StoreException;
    }

    /** With the set of mailboxes held still. */
    private <T> T structured(Work<T> work) throws StoreException {
        root.structure().lock();
        try {
            return checked(work);
        } finally {
            root.structure().unlock();
        }
    }

    private <T> T checked(Work<T> work) throws StoreException {
        root.requireOpen();
        try {
            return work.run();
        } catch (IOException e) {
            throw Failures.of("account of " + root.user(), e);
        }
    }

    @Override
    public UserName user() {
        return root.user();
    }

    @Override
    public List<MailboxEntry> mailboxes() throws StoreException {
        return structured(() -> {
            NavigableSet<MailboxName> there = root.names();
            root.usage().noteNames(there);
            Set<MailboxName> subscribed = Subscriptions.read(root.env().small(), root.path());
            Map<MailboxName, SpecialUse> uses = root.accountFile().read().uses();
            Set<MailboxName> all = new TreeSet<>(MailboxName.INBOX_FIRST);
            all.addAll(there);
            all.addAll(subscribed);
            List<MailboxEntry> entries = new ArrayList<>();
            for (MailboxName name : all) {
                boolean is = there.contains(name);
                entries.add(new MailboxEntry(
                        name,
                        is ? Existence.SELECTABLE : Existence.NONEXISTENT,
                        subscribed.contains(name) ? Subscription.SUBSCRIBED : Subscription.UNSUBSCRIBED,
                        is ? Optional.ofNullable(uses.get(name)).map(Set::of).orElse(Set.of()) : Set.of()));
            }
            return entries;
        });
    }

    @Override
    public Mailbox open(MailboxName name) throws StoreException {
        Folder folder = checked(() -> root.acquire(name));
        try {
            return new MaildirMailbox(folder, folder.info(), by);
        } catch (StoreException e) {
            root.release(folder);
            throw e;
        }
    }

    @Override
    public MailboxStatus status(MailboxName name) throws StoreException {
        Folder folder = checked(() -> root.acquire(name));
        try {
            return new FolderView(folder).status();
        } finally {
            root.release(folder);
        }
    }

    @Override
    public MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        return structured(() -> new FolderTree(root, by).create(name, use));
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        structured(() -> {
            new FolderTree(root, by).delete(name);
            return name;
        });
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        if (from.isInbox()) {
            emptyInboxInto(to);
            return;
        }
        structured(() -> {
            new FolderTree(root, by).rename(from, to);
            return to;
        });
    }

    /** RFC 9051 6.3.6: its messages go to a new mailbox, INBOX stays and is empty, its inferiors are not touched. */
    private void emptyInboxInto(MailboxName to) throws StoreException {
        create(to, Optional.empty());
        structured(() -> {
            new AnnotationWork(root).copy(MailboxName.INBOX, to);
            return to;
        });
        try (Mailbox inbox = open(MailboxName.INBOX);
                Mailbox target = open(to)) {
            inbox.refresh();
            inbox.move(UidSet.ALL, target);
        }
    }

    @Override
    public void subscribe(MailboxName name, Subscription subscription) throws StoreException {
        boolean changed =
                structured(() -> new FolderTree(root, by).subscribe(name, subscription == Subscription.SUBSCRIBED));
        if (changed) {
            root.tell(new Change.Subscribed(name));
        }
    }

    @Override
    public AccessList access(MailboxName name) throws StoreException {
        return checked(() -> new AccessWork(root).read(name));
    }

    @Override
    public void changeAccess(MailboxName name, AccessChange change) throws StoreException {
        structured(() -> {
            new AccessWork(root).change(name, change);
            return name;
        });
    }

    @Override
    public Rights rights(MailboxName name) throws StoreException {
        return checked(() -> {
            root.requireExists(name);
            return Rights.ALL;
        });
    }

    @Override
    public Annotations annotations(Annotated of) throws StoreException {
        return structured(() -> new AnnotationWork(root).read(of));
    }

    @Override
    public void annotate(Annotated of, Map<String, Optional<AnnotationValue>> changes) throws StoreException {
        structured(() -> {
            new AnnotationWork(root).change(of, changes);
            return of;
        });
    }

    @Override
    public StoreLimits limits() {
        return root.env().limits();
    }

    @Override
    public StorageUse use() throws StoreException {
        return checked(() -> {
            FolderSize use = root.usage().total();
            return StorageUse.unlimited(use.octets(), use.messages());
        });
    }

    @Override
    public Map<MailboxName, MailboxUse> useByMailbox() throws StoreException {
        return checked(() -> {
            Map<MailboxName, MailboxUse> uses = new HashMap<>();
            root.usage()
                    .sizes()
                    .forEach((name, size) -> uses.put(name, new MailboxUse(size.octets(), size.messages())));
            return uses;
        });
    }

    @Override
    public Ledger ledger() {
        return root.ledger();
    }

    @Override
    public StorageUse recalculate() throws StoreException {
        for (MailboxEntry entry : mailboxes()) {
            if (entry.existence() == Existence.SELECTABLE) {
                try (Mailbox mailbox = open(entry.name())) {
                    mailbox.refresh();
                }
            }
        }
        return checked(() -> {
            root.usage().recount();
            return use();
        });
    }

    /** Limits are the quota's; here there is only the disk, which tells when it is full. */
    @Override
    public void requireRoom(long octets, long messages) throws StoreException {
        root.requireOpen();
    }

    @Override
    public HeldMessages held() throws StoreException {
        root.requireOpen();
        return new MaildirHeldMessages(root, this, new Occasion(Reason.RESTORE, by));
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        root.requireOpen();
        return root.watchers().add(listener);
    }
}
