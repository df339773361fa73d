package org.postern.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessList;
import org.postern.store.Account;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.HeldMessages;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxStatus;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.Rights;
import org.postern.store.SpecialUse;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** One account: folders by name and a set of subscribed names. All fields are guarded by the store's lock. */
final class MemoryAccount implements Account {
    private final MemoryStore store;
    private final UserName user;
    private final StoreLimits limits;
    private final NavigableMap<MailboxName, Folder> folders = new TreeMap<>(MailboxName.INBOX_FIRST);
    private final NavigableSet<MailboxName> subscriptions = new TreeSet<>();
    private final Watchers watchers = new Watchers();
    private final Held held;
    private Annotations annotations = Annotations.NONE;
    private boolean removed;

    MemoryAccount(MemoryStore store, UserName user, StoreLimits limits) {
        this.store = store;
        this.user = user;
        this.limits = limits;
        this.held = new Held(store);
        add(MailboxName.INBOX, Optional.empty());
    }

    /** With what every user has. */
    void furnish() {
        SpecialUse.OF_NEW_ACCOUNTS.forEach(use -> add(use.defaultName(), Optional.of(use)));
        subscriptions.addAll(folders.keySet());
    }

    @Override
    public UserName user() {
        return user;
    }

    @Override
    public List<MailboxEntry> mailboxes() throws StoreException {
        return locked(() -> {
            NavigableSet<MailboxName> names = new TreeSet<>(MailboxName.INBOX_FIRST);
            names.addAll(folders.keySet());
            names.addAll(subscriptions);
            return names.stream().map(this::entry).toList();
        });
    }

    private MailboxEntry entry(MailboxName name) {
        Optional<Folder> folder = Optional.ofNullable(folders.get(name));
        return new MailboxEntry(
                name,
                folder.isPresent() ? Existence.SELECTABLE : Existence.NONEXISTENT,
                subscriptions.contains(name) ? Subscription.SUBSCRIBED : Subscription.UNSUBSCRIBED,
                folder.flatMap(Folder::use).map(Set::of).orElse(Set.of()));
    }

    @Override
    public Mailbox open(MailboxName name) throws StoreException {
        return locked(() -> new MemoryMailbox(store, folder(name), held));
    }

    @Override
    public MailboxStatus status(MailboxName name) throws StoreException {
        return locked(() -> folder(name).status());
    }

    @Override
    public MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        return locked(() -> {
            requireFree(name);
            requireUsable(name, use);
            return make(name, use).info();
        });
    }

    private Folder make(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        if (folders.size() >= limits.mailboxes()) {
            throw new StoreException(Problem.LIMIT, "too many mailboxes");
        }
        Folder folder = add(name, use);
        folder.tell(new Change.Created(name));
        return folder;
    }

    /** RFC 6154 3: a server may refuse a use; \All and \Flagged would need mailboxes that are views of others. */
    private void requireUsable(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        boolean view =
                use.filter(u -> u == SpecialUse.ALL || u == SpecialUse.FLAGGED).isPresent();
        boolean taken = use.isPresent()
                && folders.values().stream()
                        .anyMatch(f -> f.use().equals(use) && !f.info().name().equals(name));
        if (view || taken) {
            throw new StoreException(Problem.CANNOT, "special use is " + (view ? "not supported" : "taken"));
        }
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        locked(() -> {
            Folder folder = folder(name);
            if (name.isInbox()) {
                throw new StoreException(Problem.CANNOT, "INBOX cannot be deleted");
            }
            folders.remove(name);
            held.add(folder.info(), folder.messages());
            folder.end();
            folder.tell(new Change.Gone(name));
            return folder;
        });
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        locked(() -> {
            Folder folder = folder(from);
            if (from.isInbox()) {
                moveInbox(folder, to);
            } else {
                renameTree(from, to);
            }
            return folder;
        });
    }

    Instant now() {
        return store.now();
    }

    /** RFC 9051 6.3.6: its messages go to a new mailbox, INBOX stays and is empty, its inferiors are not touched. */
    private void moveInbox(Folder inbox, MailboxName to) throws StoreException {
        requireFree(to);
        Folder target = make(to, Optional.empty());
        target.annotations(inbox.annotations());
        target.place(new ArrayList<>(inbox.messages()), store.now());
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

    @Override
    public void subscribe(MailboxName name, Subscription subscription) throws StoreException {
        locked(() -> {
            boolean wanted = subscription == Subscription.SUBSCRIBED;
            if (wanted && subscriptions.size() >= limits.mailboxes() && !subscriptions.contains(name)) {
                throw new StoreException(Problem.LIMIT, "too many subscriptions");
            }
            if (wanted ? subscriptions.add(name) : subscriptions.remove(name)) {
                tell(new Change.Subscribed(name));
            }
            return name;
        });
    }

    @Override
    public AccessList access(MailboxName name) throws StoreException {
        return locked(() -> folder(name).access());
    }

    @Override
    public void changeAccess(MailboxName name, AccessChange change) throws StoreException {
        locked(() -> {
            Folder folder = folder(name);
            Rights before = folder.access().before(change.identifier(), user);
            AccessList list = folder.access();
            AccessList after = list.with(change, before, StoreLimits.ACCESS_ENTRIES);
            Predicate<UserName> shared = sharing();
            folder.access(after);
            store.shares(this, shared);
            folder.tell(new Change.Access(name, after));
            return name;
        });
    }

    @Override
    public Rights rights(MailboxName name) throws StoreException {
        access(name);
        return Rights.ALL;
    }

    /** Called with the lock held. */
    boolean mayShareWith(UserName other) {
        return sharing().test(other);
    }

    /** With whom it shares as it is now. */
    private Predicate<UserName> sharing() {
        List<AccessIdentifier> whom = folders.values().stream()
                .flatMap(folder -> folder.access().others(user).stream())
                .toList();
        return other -> whom.stream().anyMatch(identifier -> identifier.means(other, user));
    }

    @Override
    public Annotations annotations(Annotated of) throws StoreException {
        return locked(() -> switch (of.scope()) {
            case MAILBOX -> {
                Folder folder = folder(of.mailbox().orElseThrow());
                yield folder.annotations().withUse(folder.use());
            }
            case ACCOUNT -> annotations;
            case SERVER -> store.annotations();
        });
    }

    @Override
    public void annotate(Annotated of, Map<String, Optional<AnnotationValue>> changes) throws StoreException {
        Change change = new Change.Annotations(of, changes.keySet());
        locked(() -> {
            switch (of.scope()) {
                case MAILBOX -> annotate(folder(of.mailbox().orElseThrow()), changes, change);
                case ACCOUNT -> {
                    annotations = annotations.with(changes, limits);
                    tell(change);
                }
                case SERVER -> store.annotations(store.annotations().with(changes, limits), change);
            }
            return of;
        });
    }

    private void annotate(Folder folder, Map<String, Optional<AnnotationValue>> changes, Change change)
            throws StoreException {
        Map<String, Optional<AnnotationValue>> kept = new HashMap<>(changes);
        Optional<AnnotationValue> newUse = kept.remove(Annotations.SPECIAL_USE);
        Annotations changed = folder.annotations().with(kept, limits);
        if (newUse != null) {
            Optional<SpecialUse> use = Annotations.use(newUse);
            requireUsable(folder.info().name(), use);
            folder.use(use);
        }
        folder.annotations(changed);
        folder.tell(change);
    }

    @Override
    public StoreLimits limits() {
        return limits;
    }

    @Override
    public StorageUse use() throws StoreException {
        return locked(() -> {
            List<Message> all = folders.values().stream()
                    .map(Folder::messages)
                    .flatMap(Collection::stream)
                    .toList();
            long octets = all.stream().mapToLong(m -> m.octets().size()).sum();
            return StorageUse.unlimited(octets, all.size());
        });
    }

    @Override
    public StorageUse recalculate() throws StoreException {
        return use();
    }

    @Override
    public void requireRoom(long octets, long messages) throws StoreException {
        locked(() -> user);
    }

    @Override
    public HeldMessages held() {
        return new MemoryHeldMessages(this);
    }

    Held holdings() {
        return held;
    }

    MessageBody bodyOf(Message message) {
        return store.body(message.octets());
    }

    /** What a mailbox is known by now, whatever it is called; itself when it is gone. */
    MailboxInfo current(MailboxInfo mailbox) {
        return folders.values().stream()
                .map(Folder::info)
                .filter(info -> info.id().equals(mailbox.id()))
                .findFirst()
                .orElse(mailbox);
    }

    /** The mailbox itself, or one of its name, made when there is none. */
    Folder folderFor(MailboxInfo mailbox) throws StoreException {
        MailboxName name = current(mailbox).name();
        Folder folder = folders.get(name);
        if (folder == null) {
            folder = make(name, Optional.empty());
            if (subscriptions.add(name)) {
                tell(new Change.Subscribed(name));
            }
        }
        return folder;
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        return locked(() -> watchers.add(listener));
    }

    /** Called with the lock held: every handle ends. */
    void end() {
        removed = true;
        folders.values().forEach(f -> {
            f.end();
            f.tell(new Change.Gone(f.info().name()));
        });
        folders.clear();
    }

    private Folder add(MailboxName name, Optional<SpecialUse> use) {
        long validity = store.nextUidValidity();
        MailboxInfo info = new MailboxInfo(name, "m" + validity, validity);
        Folder folder = new Folder(info, use, limits, this::tell);
        folders.put(name, folder);
        return folder;
    }

    void tell(Change change) {
        watchers.tell(change);
    }

    private Folder folder(MailboxName name) throws StoreException {
        Folder folder = folders.get(name);
        if (folder == null) {
            throw new StoreException(Problem.NO_SUCH_MAILBOX, name.path());
        }
        return folder;
    }

    private void requireFree(MailboxName name) throws StoreException {
        if (folders.containsKey(name)) {
            throw new StoreException(Problem.MAILBOX_EXISTS, name.path());
        }
    }

    <T> T locked(MemoryStore.Call<T> call) throws StoreException {
        return store.locked(() -> {
            if (removed) {
                throw new StoreException(Problem.UNAVAILABLE, "the account was removed");
            }
            return call.run();
        });
    }
}
