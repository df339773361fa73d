package org.postern.store.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
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
import org.postern.store.UserName;
import org.postern.store.Watch;

/** One account: its folders and a set of subscribed names. All fields are guarded by the store's lock. */
final class MemoryAccount implements Account {
    private final MemoryStore store;
    private final UserName user;
    private final StoreLimits limits;
    private final FolderTree folders;
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
        this.folders = new FolderTree(store, limits, this::tell);
    }

    /** With what every user has. */
    void furnish() {
        SpecialUse.OF_NEW_ACCOUNTS.forEach(use -> folders.add(use.defaultName(), Optional.of(use)));
        subscriptions.addAll(folders.names());
    }

    @Override
    public UserName user() {
        return user;
    }

    @Override
    public List<MailboxEntry> mailboxes() throws StoreException {
        return locked(() -> {
            NavigableSet<MailboxName> names = new TreeSet<>(MailboxName.INBOX_FIRST);
            names.addAll(folders.names());
            names.addAll(subscriptions);
            return names.stream().map(this::entry).toList();
        });
    }

    private MailboxEntry entry(MailboxName name) {
        Optional<Folder> folder = folders.find(name);
        return new MailboxEntry(
                name,
                folder.isPresent() ? Existence.SELECTABLE : Existence.NONEXISTENT,
                subscriptions.contains(name) ? Subscription.SUBSCRIBED : Subscription.UNSUBSCRIBED,
                folder.flatMap(Folder::use).map(Set::of).orElse(Set.of()));
    }

    @Override
    public Mailbox open(MailboxName name) throws StoreException {
        return locked(() -> new MemoryMailbox(store, folders.get(name), held));
    }

    @Override
    public MailboxStatus status(MailboxName name) throws StoreException {
        return locked(() -> folders.get(name).status());
    }

    @Override
    public MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        return locked(() -> folders.create(name, use).info());
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        locked(() -> {
            folders.delete(name, held);
            return name;
        });
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        locked(() -> {
            folders.rename(from, to, store.now());
            return to;
        });
    }

    Instant now() {
        return store.now();
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
        return locked(() -> folders.get(name).access());
    }

    @Override
    public void changeAccess(MailboxName name, AccessChange change) throws StoreException {
        locked(() -> {
            Folder folder = folders.get(name);
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
        List<AccessIdentifier> whom = folders.all().stream()
                .flatMap(folder -> folder.access().others(user).stream())
                .toList();
        return other -> whom.stream().anyMatch(identifier -> identifier.means(other, user));
    }

    @Override
    public Annotations annotations(Annotated of) throws StoreException {
        return locked(() -> switch (of.scope()) {
            case MAILBOX -> {
                Folder folder = folders.get(of.mailbox().orElseThrow());
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
                case MAILBOX -> annotate(folders.get(of.mailbox().orElseThrow()), changes, change);
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
            folders.requireUsable(folder.info().name(), use);
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
            List<Message> all = folders.all().stream()
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
        return folders.all().stream()
                .map(Folder::info)
                .filter(info -> info.id().equals(mailbox.id()))
                .findFirst()
                .orElse(mailbox);
    }

    /** The mailbox itself, or one of its name, made when there is none. */
    Folder folderFor(MailboxInfo mailbox) throws StoreException {
        MailboxName name = current(mailbox).name();
        Optional<Folder> there = folders.find(name);
        if (there.isPresent()) {
            return there.get();
        }
        Folder made = folders.create(name, Optional.empty());
        if (subscriptions.add(name)) {
            tell(new Change.Subscribed(name));
        }
        return made;
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        return locked(() -> watchers.add(listener));
    }

    /** Called with the lock held: every handle ends. */
    void end() {
        removed = true;
        folders.end();
    }

    void tell(Change change) {
        watchers.tell(change);
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
