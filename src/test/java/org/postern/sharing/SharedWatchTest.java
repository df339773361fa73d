package org.postern.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.Account;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UserName;
import org.postern.store.Watch;
import org.postern.store.memory.MemoryStore;

/** What may happen at the same time. */
final class SharedWatchTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final UserName BOB = UserName.of("bob@example.org");
    private static final UserName CAROL = UserName.of("carol@example.org");
    private static final Place.Viewer VIEWER = new Place.Viewer(BOB, user -> false);

    private final MailStore store = new MemoryStore(InstantSource.system(), StoreLimits.DEFAULT);
    private final List<Change> told = new ArrayList<>();

    /** What is done in the place of a method. */
    private interface Instead {
        Object call(Object... arguments) throws Exception;
    }

    private static <T> T with(Class<T> type, T inside, Map<String, Instead> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Instead instead = methods.get(method.getName());
                    try {
                        return instead == null ? method.invoke(inside, arguments) : instead.call(arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static void share(Account account, MailboxName mailbox) throws StoreException {
        account.changeAccess(
                mailbox,
                new AccessChange(
                        AccessIdentifier.of(BOB, Sign.GRANTS),
                        AccessChange.Kind.REPLACE,
                        Rights.of(Right.LOOKUP, Right.READ)));
    }

    /** A store that is locked while it tells who shares waits for nobody who waits for the store. */
    @Test
    void somebodyBeginsToShareWhileAnotherIsWatched() throws Exception {
        share(store.open(ALICE), MailboxName.INBOX);
        store.open(CAROL);
        AtomicReference<Consumer<UserName>> sharers = new AtomicReference<>();
        Instead remember = arguments -> {
            @SuppressWarnings("unchecked")
            Consumer<UserName> listener = (Consumer<UserName>) arguments[1];
            sharers.set(listener);
            return Watch.NONE;
        };
        Instead meanwhile = arguments -> {
            Consumer<UserName> listener = sharers.getAndSet(null);
            if (listener != null) {
                CompletableFuture.runAsync(() -> listener.accept(CAROL)).get(1, TimeUnit.MINUTES);
            }
            @SuppressWarnings("unchecked")
            Consumer<Change> changes = (Consumer<Change>) arguments[1];
            return store.watch((UserName) arguments[0], changes);
        };
        MailStore locked = with(MailStore.class, store, Map.of("watchSharers", remember, "watch", meanwhile));
        try (Watch watch = SharedWatch.begin(locked, VIEWER, told::add)) {
            assertThat(watch).isNotNull();
            share(store.open(CAROL), MailboxName.INBOX);
        }
        assertThat(told).containsExactly(new Change.Created(new MailboxName("Users/carol@example.org")));
    }

    /** Its access list is read under the name it has then, however often that changes. */
    @Test
    void aMailboxIsRenamedWhileItsAccessListIsRead() throws Exception {
        MailboxName name = new MailboxName("Work");
        MailboxName then = new MailboxName("Then");
        MailboxName now = new MailboxName("Now");
        Account real = store.open(ALICE);
        real.create(name, Optional.empty());
        share(real, name);
        Account renaming = with(Account.class, real, Map.of("mailboxes", arguments -> {
            List<MailboxEntry> before = real.mailboxes();
            real.rename(name, then);
            real.rename(then, now);
            return before;
        }));
        try (OwnerWatch watch = new OwnerWatch(ALICE, VIEWER, told::add)) {
            watch.follow(store);
            watch.read(renaming);
            real.delete(now);
        }
        assertThat(told).containsExactly(new Change.Gone(new MailboxName("Users/alice@example.org/Now")));
    }

    @Test
    void whatOneMayNotKnowOfIsNotOpened() {
        Account alices = with(Account.class, open(ALICE), Map.of("open", arguments -> {
            throw new AssertionError("opened");
        }));
        Place place = new Place(new MailboxName("Users/alice@example.org"), alices, MailboxName.INBOX, VIEWER);
        StoreException failure = catchThrowableOfType(StoreException.class, () -> SharedMailbox.open(place));
        assertThat(failure.problem()).isEqualTo(Problem.NO_SUCH_MAILBOX);
    }

    private Account open(UserName user) {
        try {
            return store.open(user);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }
}
