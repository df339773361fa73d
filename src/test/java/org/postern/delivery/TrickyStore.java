package org.postern.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postern.store.Account;
import org.postern.store.Arrival;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** A store that runs out of room, per user or as a disk, when a test says so. */
public final class TrickyStore implements MailStore {
    private final MailStore real;
    private final Map<UserName, Long> room = new HashMap<>();
    private final Map<UserName, RuntimeException> broken = new HashMap<>();
    private final Map<UserName, RuntimeException> closed = new HashMap<>();
    private long disk = Long.MAX_VALUE;

    public TrickyStore(MailStore real) {
        this.real = real;
    }

    /** The user may store so many octets more. */
    public void room(String user, long octets) {
        room.put(UserName.of(user), octets);
    }

    void breaks(String user, RuntimeException how) {
        broken.put(UserName.of(user), how);
    }

    /** Nothing can be had of the user's account at all. */
    void closes(String user, RuntimeException how) {
        closed.put(UserName.of(user), how);
    }

    void mends(String user) {
        broken.remove(UserName.of(user));
        closed.remove(UserName.of(user));
    }

    /** All spools together may take so many octets more. */
    public void disk(long octets) {
        disk = octets;
    }

    @Override
    public Account publicFolders() throws StoreException {
        return real.publicFolders();
    }

    @Override
    public Collection<UserName> sharers(UserName with) throws StoreException {
        return real.sharers(with);
    }

    @Override
    public Watch watchSharers(UserName with, Consumer<UserName> listener) throws StoreException {
        return real.watchSharers(with, listener);
    }

    @Override
    public Watch watch(UserName owner, Consumer<Change> listener) throws StoreException {
        return real.watch(owner, listener);
    }

    @Override
    public Account open(UserName user) throws StoreException {
        if (closed.containsKey(user)) {
            throw closed.get(user);
        }
        Account account = real.open(user);
        return over(Account.class, (method, args) -> switch (method.getName()) {
            case "requireRoom" -> {
                requireRoom(user, (Long) args[args.length == 3 ? 1 : 0]); // perhaps of a mailbox
                yield Optional.empty();
            }
            case "open" -> Optional.of(mailbox(user, account.open((MailboxName) args[0])));
            default -> Optional.of(call(method, account, args));
        });
    }

    private Mailbox mailbox(UserName user, Mailbox mailbox) {
        return over(Mailbox.class, (method, args) -> {
            if (method.getName().equals("append")) {
                if (broken.containsKey(user)) {
                    throw broken.get(user);
                }
                requireRoom(
                        user, ((Arrival) ((List<?>) args[0]).get(0)).message().size());
            }
            return Optional.of(call(method, mailbox, args));
        });
    }

    private void requireRoom(UserName user, long octets) throws StoreException {
        if (octets > room.getOrDefault(user, Long.MAX_VALUE)) {
            throw new StoreException(Problem.OVER_QUOTA, "no room");
        }
    }

    @Override
    public Spool spool() throws StoreException {
        Spool spool = real.spool();
        return new Spool() {
            @Override
            public void write(ByteBuffer octets) throws StoreException {
                disk -= octets.remaining();
                if (disk < 0) {
                    throw new StoreException(Problem.DISK_FULL, "disk full");
                }
                spool.write(octets);
            }

            @Override
            public long size() {
                return spool.size();
            }

            @Override
            public SpooledMessage seal() throws StoreException {
                return spool.seal();
            }

            @Override
            public void close() {
                spool.close();
            }
        };
    }

    @Override
    public boolean hasAccount(UserName user) throws StoreException {
        return real.hasAccount(user);
    }

    @Override
    public void remove(UserName user) throws StoreException {
        real.remove(user);
    }

    @Override
    public void close() {
        real.close();
    }

    private interface Trick {
        Optional<Object> call(Method method, Object[] args) throws Throwable;
    }

    private static <T> T over(Class<T> type, Trick trick) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (p, method, args) ->
                        trick.call(method, args).filter(r -> r != NOTHING).orElse(null));
        return type.cast(proxy);
    }

    private static final Object NOTHING = new Object();

    private static Object call(Method method, Object target, Object[] args) throws Throwable {
        try {
            Object result = method.invoke(target, args);
            return result == null ? NOTHING : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
