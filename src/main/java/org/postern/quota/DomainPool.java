package org.postern.quota;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * What the users of one domain have together. Counted whole at first need, then kept up user by user; all but the holds is
 * guarded by the lock of the holds.
 */
final class DomainPool {
    /** Usage of one user, from the store. */
    interface Usage {
        StorageUse of(UserName user) throws StoreException;
    }

    private final String domain;
    private final QuotaLimits limits;
    private final Usage usage;
    private final Holds holds;
    private final Map<UserName, Amount> known = new HashMap<>();
    private Amount total = Amount.NOTHING;
    /** Written with the lock held. */
    private volatile boolean counted;

    DomainPool(String domain, QuotaLimits limits, Usage usage, Duration patience) {
        this.domain = domain;
        this.limits = limits;
        this.usage = usage;
        this.holds = new Holds(patience);
    }

    /** Holds an amount for a user until {@link #drop}. */
    void hold(UserName user, Amount amount) throws StoreException, Holds.Full {
        holds.hold(amount, () -> measure(user));
    }

    void drop(UserName user, Amount amount) {
        holds.drop(amount, () -> learn(user));
    }

    void check(UserName user, Amount amount) throws StoreException, Holds.Full {
        holds.check(amount, () -> measure(user));
    }

    /** All users' mail, and the domain's limit if it has one. */
    StorageUse read() throws StoreException {
        return holds.read(() -> {
            count();
            return limits.ofDomain(domain).around(StorageUse.unlimited(total.octets(), total.messages()));
        });
    }

    /** Whether {@link #read} is quick. */
    boolean isCounted() {
        return counted;
    }

    /** As {@link #read}, with every user counted anew: mail that came past the quota may not be known. Arrivals go on meanwhile. */
    StorageUse recount() throws StoreException {
        limits.usersOf(domain).forEach(this::settle);
        return read();
    }

    /** To be called when a user's mail has become less or was counted again. */
    void settle(UserName user) {
        holds.settle(() -> learn(user));
    }

    void forget(UserName user) {
        holds.settle(() -> put(user, Amount.NOTHING));
    }

    private StorageUse measure(UserName user) throws StoreException {
        Allowance limit = limits.ofDomain(domain);
        if (limit.isNone()) {
            counted = false; // what is known goes stale while nobody asks
            return StorageUse.unlimited(0, 0);
        }
        count();
        put(user, amountOf(user));
        return limit.around(StorageUse.unlimited(total.octets(), total.messages()));
    }

    private void count() throws StoreException {
        if (!counted) {
            known.clear();
            total = Amount.NOTHING;
            for (UserName user : limits.usersOf(domain)) {
                put(user, amountOf(user));
            }
            counted = true;
        }
    }

    private void learn(UserName user) {
        if (counted) {
            try {
                put(user, amountOf(user));
            } catch (StoreException e) {
                counted = false; // the next who asks counts anew, and learns if the store still fails
            }
        }
    }

    private void put(UserName user, Amount now) {
        Amount before = known.put(user, now);
        total = total.plus(now).minus(before == null ? Amount.NOTHING : before);
    }

    private Amount amountOf(UserName user) throws StoreException {
        StorageUse use = usage.of(user);
        return new Amount(use.octets(), use.messages());
    }
}
