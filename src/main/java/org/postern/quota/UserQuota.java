package org.postern.quota;

import java.util.OptionalInt;
import java.util.stream.IntStream;
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
    private final Ledger own;
    /** How many thresholds the user has been told of and not fallen below since; unknown before the first look. */
    private int told = Integer.MAX_VALUE;

    UserQuota(UserName user, QuotaRules rules, DomainPool pool) {
        this.user = user;
        this.limits = rules.limits();
        this.listener = rules.listener();
        this.usage = rules.usage();
        this.pool = pool;
        this.own = new Ledger(rules.patience());
    }

    /** Runs a call that adds an amount, if that fits; tells when a threshold was crossed. */
    <T> T within(Amount amount, Call<T> call) throws StoreException {
        if (amount.isNothing()) {
            return call.run();
        }
        rearm();
        hold(amount);
        T result;
        try {
            result = call.run();
        } finally {
            own.drop(amount, () -> {});
            pool.drop(user, amount);
        }
        tellCrossing();
        return result;
    }

    /** OVER_QUOTA when the amount does not fit now; holds of others do not count against it. */
    void require(Amount amount) throws StoreException {
        try {
            own.check(amount, this::measure);
            pool.check(user, amount);
        } catch (Ledger.Full full) {
            throw refused(amount, full.use());
        }
    }

    /** To be called after the user's mail has become less. */
    void settle() {
        pool.settle(user);
    }

    void forget() {
        pool.forget(user);
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
        } catch (Ledger.Full full) {
            throw refused(amount, full.use());
        }
    }

    private StoreException refused(Amount amount, StorageUse use) {
        listener.refused(user, amount.octets(), use);
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

    /** Usage is read under the monitor, or a reading from before somebody's crossing could rearm after it was told. */
    private synchronized void rearm() throws StoreException {
        told = Math.min(told, level(shared()));
    }

    private void tellCrossing() {
        try {
            StorageUse use;
            OptionalInt threshold;
            synchronized (this) {
                use = shared();
                int level = level(use);
                threshold = level > told ? OptionalInt.of(limits.warnAt().get(level - 1)) : OptionalInt.empty();
                told = Math.max(told, level);
            }
            threshold.ifPresent(percent -> listener.crossed(user, percent, use));
        } catch (StoreException e) {
            // The message is placed, and that is what the caller must hear; the next arrival looks again.
            unknown();
        }
    }

    private synchronized void unknown() {
        told = Integer.MAX_VALUE;
    }

    /** How many thresholds are reached. */
    private int level(StorageUse use) {
        return (int) limits.warnAt().stream()
                .filter(percent -> reaches(use, percent))
                .count();
    }

    private static boolean reaches(StorageUse use, int percent) {
        return IntStream.of(
                        percent(use.octets(), use.octetLimit().orElse(Long.MAX_VALUE)),
                        percent(use.messages(), use.messageLimit().orElse(Long.MAX_VALUE)))
                .anyMatch(p -> p >= percent);
    }

    /** Rounded down, at most 100; everything is full where nothing may be. */
    private static int percent(long used, long limit) {
        return limit <= 0 ? 100 : (int) Math.min(100, Math.floor(100.0 * used / limit));
    }
}
