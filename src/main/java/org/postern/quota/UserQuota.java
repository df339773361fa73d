package org.postern.quota;

import java.util.Optional;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** The gate through which everything that makes one user's mail more must pass. Thread-safe. */
final class UserQuota {
    /** What is done while the hold lasts. */
    interface Call<T> {
        T run() throws StoreException;
    }

    private final UserName user;
    private final QuotaLimits limits;
    private final QuotaListener listener;
    private final DomainPool.Usage usage;
    private final DomainPool pool;
    private final Holds own;
    private final Thresholds thresholds;

    UserQuota(UserName user, QuotaRules rules, DomainPool pool) {
        this.user = user;
        this.limits = rules.limits();
        this.listener = rules.listener();
        this.usage = rules.usage();
        this.pool = pool;
        this.own = new Holds(rules.patience());
        this.thresholds = new Thresholds(user, rules, this::shared);
    }

    /** Runs a call that adds an amount, if that fits; tells when a threshold was crossed. */
    <T> T within(Amount amount, Call<T> call) throws StoreException {
        if (amount.isNothing()) {
            return call.run();
        }
        thresholds.look(); // what went by other ways, or a limit that is another one
        hold(amount);
        T result;
        try {
            result = call.run();
        } finally {
            own.drop(amount, () -> {});
            pool.drop(user, amount);
        }
        thresholds.look();
        return result;
    }

    /** OVER_QUOTA when the amount does not fit now; holds of others do not count against it. */
    void require(Amount amount) throws StoreException {
        try {
            own.check(amount, this::measure);
            pool.check(user, amount);
        } catch (Holds.Full full) {
            throw refused(amount, full.use());
        }
    }

    /** To be called after the user's mail has become less. */
    void settle() {
        pool.settle(user);
        thresholds.lookBelow();
    }

    void forget() {
        pool.forget(user);
        thresholds.forget();
    }

    /** Usage, when the user should hear of it: it has reached the last threshold. */
    Optional<StorageUse> alarm() throws StoreException {
        return thresholds.alarm();
    }

    /** The user's limits; where he has none of his own, the domain's. */
    StorageUse limited(StorageUse use) {
        return limits.of(user).or(limits.ofDomain(user.domain())).around(use);
    }

    private void hold(Amount amount) throws StoreException {
        try {
            own.hold(amount, this::measure);
            boolean held = false;
            try {
                pool.hold(user, amount);
                held = true;
            } finally {
                if (!held) {
                    own.drop(amount, () -> {});
                }
            }
        } catch (Holds.Full full) {
            throw refused(amount, full.use());
        }
    }

    private StoreException refused(Amount amount, StorageUse use) {
        listener.refused(user, amount.octets(), use);
        thresholds.refused();
        return new StoreException(Problem.OVER_QUOTA, "quota of " + user + " would be exceeded");
    }

    private StorageUse measure() throws StoreException {
        Allowance limit = limits.of(user);
        return limit.isNone() ? StorageUse.unlimited(0, 0) : limit.around(usage.of(user));
    }

    /** The usage thresholds are about: the user's own where limited, else the domain's, which he shares. */
    private StorageUse shared() throws StoreException {
        StorageUse mine = measure();
        boolean limited = mine.octetLimit().isPresent() || mine.messageLimit().isPresent();
        return limited || limits.ofDomain(user.domain()).isNone() ? mine : pool.read();
    }
}
