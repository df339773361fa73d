package org.postern.net;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.net.NetSettings.Connections;

/** How many connections there are, in all, by address and by user; nobody enters above a limit. Thread-safe. */
public final class ConnectionCounts {
    private final Map<String, Integer> addresses = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();
    private Connections limits;
    private int total;

    public ConnectionCounts(Connections limits) {
        this.limits = limits;
    }

    /** A place that is held until it is closed; closing twice does no harm. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** New limits for those who enter from now on; nobody is thrown out. */
    public synchronized void limits(Connections newLimits) {
        limits = newLimits;
    }

    /** A place among the connections of one user, held until logout; empty when all are taken. */
    public synchronized Optional<Place> enter(String user) {
        if (users.getOrDefault(user, 0) >= limits.perUser()) {
            return Optional.empty();
        }
        users.merge(user, 1, Integer::sum);
        return Optional.of(once(() -> leave(users, user)));
    }

    /** A place for a fresh connection; empty when the server or this address has too many. */
    synchronized Optional<Place> accept(String address, Counting counting) {
        boolean addressFull =
                counting == Counting.BY_ADDRESS && addresses.getOrDefault(address, 0) >= limits.perAddress();
        if (total >= limits.total() || addressFull) {
            return Optional.empty();
        }
        total++;
        addresses.merge(address, 1, Integer::sum);
        return Optional.of(once(() -> {
            total--;
            leave(addresses, address);
        }));
    }

    /** Whether the server as a whole has no place left. */
    synchronized boolean isFull() {
        return total >= limits.total();
    }

    /** Connections now. */
    public synchronized int total() {
        return total;
    }

    /** Whether the limit per address applies. */
    enum Counting {
        BY_ADDRESS,
        IN_TOTAL_ONLY
    }

    private static void leave(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
    }

    private Place once(Runnable leave) {
        boolean[] left = new boolean[1];
        return () -> {
            synchronized (this) {
                if (!left[0]) {
                    left[0] = true;
                    leave.run();
                }
            }
        };
    }
}
