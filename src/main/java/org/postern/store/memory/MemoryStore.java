package org.postern.store.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.store.Account;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** All accounts, in the heap, under one lock. The clock begins UIDVALIDITY and says what was expunged how long ago. */
public final class MemoryStore implements MailStore {
    private final Object lock = new Object();
    private final InstantSource clock;
    private final StoreLimits limits;
    private final Supplier<Duration> keepExpunged;
    private final Map<UserName, MemoryAccount> accounts = new HashMap<>();
    private final List<Sharers> sharers = new CopyOnWriteArrayList<>();
    private final AtomicInteger openSpools = new AtomicInteger();
    private final AtomicInteger openBodies = new AtomicInteger();
    private long lastUidValidity;
    private @Nullable MemoryAccount publicFolders;
    private Annotations annotations = Annotations.NONE;
    private boolean closed;

    public MemoryStore(InstantSource clock) {
        this(clock, StoreLimits.DEFAULT);
    }

    public MemoryStore(InstantSource clock, StoreLimits limits) {
        this(clock, limits, () -> StoreLimits.KEEP_EXPUNGED);
    }

    /** @param keepExpunged how long messages are held after they were expunged; zero for not at all */
    public MemoryStore(InstantSource clock, StoreLimits limits, Supplier<Duration> keepExpunged) {
        this.clock = clock;
        this.limits = limits;
        this.keepExpunged = keepExpunged;
    }

    @Override
    public Account open(UserName user) throws StoreException {
        return locked(() -> {
            MemoryAccount account = accounts.get(user);
            if (account == null) {
                account = new MemoryAccount(this, user, limits);
                account.furnish();
                accounts.put(user, account);
            }
            return account;
        });
    }

    @Override
    public boolean hasAccount(UserName user) throws StoreException {
        return locked(() -> accounts.containsKey(user));
    }

    @Override
    public Account publicFolders() throws StoreException {
        return locked(() -> {
            MemoryAccount account = publicFolders;
            if (account == null) {
                account = new MemoryAccount(this, PUBLIC, limits);
                publicFolders = account;
            }
            return account;
        });
    }

    @Override
    public Collection<UserName> sharers(UserName with) throws StoreException {
        return locked(() -> accounts.values().stream()
                .filter(account -> account.mayShareWith(with))
                .map(MemoryAccount::user)
                .toList());
    }

    @Override
    public Watch watchSharers(UserName with, Consumer<UserName> listener) throws StoreException {
        return locked(() -> {
            Sharers watcher = new Sharers(with, listener);
            sharers.add(watcher);
            return () -> sharers.remove(watcher);
        });
    }

    @Override
    public Watch watch(UserName owner, Consumer<Change> listener) throws StoreException {
        return locked(() -> {
            MemoryAccount account = owner.equals(PUBLIC) ? publicFolders : accounts.get(owner);
            return account == null ? Watch.NONE : account.watch(listener);
        });
    }

    /** Called with the lock held, before a change of access is told. */
    void shares(MemoryAccount owner, Predicate<UserName> before) {
        sharers.stream()
                .filter(watcher -> owner.mayShareWith(watcher.with) && !before.test(watcher.with))
                .forEach(watcher -> watcher.to.accept(owner.user()));
    }

    /** Who wants to hear of those who share with a user. */
    private static final class Sharers {
        private final UserName with;
        private final Consumer<UserName> to;

        Sharers(UserName with, Consumer<UserName> to) {
            this.with = with;
            this.to = to;
        }
    }

    @Override
    public Spool spool() throws StoreException {
        return locked(() -> new MemorySpool(openSpools, openBodies));
    }

    @Override
    public void remove(UserName user) throws StoreException {
        locked(() -> {
            MemoryAccount account = accounts.remove(user);
            if (account != null) {
                account.end();
            }
            return user;
        });
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    /** Spools and spooled messages that nobody has closed yet; a test that ends with some has found a leak. */
    public int openSpools() {
        return openSpools.get();
    }

    /** Bodies that nobody has closed yet; a test that ends with some has found a leak. */
    public int openBodies() {
        return openBodies.get();
    }

    /** Called with the lock held. Rises in the whole store, so that no name ever sees a value again. */
    long nextUidValidity() {
        lastUidValidity = Math.max(lastUidValidity + 1, clock.instant().getEpochSecond());
        return lastUidValidity;
    }

    Annotations annotations() {
        return annotations;
    }

    /** Called with the lock held. */
    void annotations(Annotations changed, Change change) {
        annotations = changed;
        accounts.values().forEach(account -> account.tell(change));
    }

    Instant now() {
        return clock.instant();
    }

    Duration keep() {
        return keepExpunged.get();
    }

    MessageBody body(Octets octets) {
        return new MemoryBody(octets, openBodies);
    }

    Octets octetsOf(SpooledMessage message) {
        if (message instanceof MemorySpooled spooled) {
            return spooled.octets();
        }
        throw new IllegalArgumentException("the message was spooled by another store");
    }

    <T> T locked(Call<T> call) throws StoreException {
        synchronized (lock) {
            if (closed) {
                throw new StoreException(Problem.UNAVAILABLE, "the store is closed");
            }
            return call.run();
        }
    }

    interface Call<T> {
        T run() throws StoreException;
    }
}
