package org.postern.quota;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.Account;
import org.postern.store.Arrival;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Refusal;
import org.postern.store.StorageAlarm;
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
    private final QuotaRules rules;
    private final DomainPool pool;
    private final Holds own;
    private final MailboxRoom mailboxes;
    private final Thresholds thresholds;
    /** Held while a mailbox is made, so that two do not take the last place. */
    private final ReentrantLock making = new ReentrantLock();

    UserQuota(UserName user, QuotaRules rules, DomainPool pool) {
        this.user = user;
        this.limits = rules.limits();
        this.listener = rules.listener();
        this.rules = rules;
        this.pool = pool;
        this.own = new Holds(rules.patience());
        this.mailboxes = new MailboxRoom(rules.patience());
        this.thresholds = new Thresholds(user, rules, this::shared, () -> pool.settle(user));
    }

    /**
     * Runs a call that places messages in a mailbox, if they fit; tells when a threshold was crossed.
     *
     * @param count of messages in the mailbox now
     */
    <T> T within(Arriving what, MailboxRoom.Count count, Call<T> call) throws StoreException {
        try {
            return mailboxes.within(
                    what, limits.rulesOf(user).mailboxMessages(), count, () -> withinAccount(what, call));
        } catch (Holds.Full full) {
            throw refused(what, "folder-messages", full.use());
        }
    }

    private <T> T withinAccount(Arriving what, Call<T> call) throws StoreException {
        if (what.more().isNothing()) {
            return call.run();
        }
        thresholds.look(); // what went by other ways, or a limit that is another one
        hold(what);
        T result;
        try {
            result = call.run();
        } finally {
            own.drop(what.more(), () -> {});
            pool.drop(user, what.more());
        }
        thresholds.look();
        return result;
    }

    /** OVER_QUOTA or TOO_BIG when it does not fit now; holds of others do not count against it. */
    void require(Arriving what, MailboxRoom.Count count) throws StoreException {
        if (what.amount().messages() == 1) {
            requireSize(what, what.amount().octets());
        }
        try {
            mailboxes.check(what, limits.rulesOf(user).mailboxMessages(), count);
        } catch (Holds.Full full) {
            throw refused(what, "folder-messages", full.use());
        }
        if (what.more().isNothing()) {
            return; // as when it comes: nothing fits into an account that is over its limit
        }
        try {
            own.check(claim(what), () -> measure(what));
        } catch (Holds.Full full) {
            throw refused(what, word(what, full.use()), full.use());
        }
        try {
            pool.check(user, what.more());
        } catch (Holds.Full full) {
            throw refused(what, "domain", full.use());
        }
    }

    /** TOO_BIG when one of the messages is larger than the user's may be. */
    void requireSizes(Arriving what, List<Arrival> arrivals) throws StoreException {
        for (Arrival arrival : arrivals) {
            requireSize(what, arrival.message().size());
        }
    }

    /** TOO_BIG when a message of so many octets is larger than the user's may be. */
    void requireSize(Arriving what, long octets) throws StoreException {
        OptionalLong most = limits.rulesOf(user).messageOctets();
        if (most.isPresent() && octets > most.getAsLong()) {
            note(what, "message-size");
            throw new StoreException(Problem.TOO_BIG, "more than a message of " + user + " may have");
        }
    }

    /** Runs a call that makes one mailbox, if there may be one more. */
    <T> T making(Account inside, Call<T> call) throws StoreException {
        OptionalLong most = limits.rulesOf(user).mailboxes();
        if (most.isEmpty()) {
            return call.run();
        }
        making.lock();
        try {
            if (mailboxes(inside) >= most.getAsLong()) {
                throw new StoreException(
                        Problem.LIMIT, user + " may have no more than " + most.getAsLong() + " mailboxes");
            }
            return call.run();
        } finally {
            making.unlock();
        }
    }

    private static long mailboxes(Account account) throws StoreException {
        return account.mailboxes().stream()
                .filter(entry -> entry.existence() == MailboxEntry.Existence.SELECTABLE)
                .count();
    }

    /** To be called after the user's mail has become less. */
    void settle() {
        pool.settle(user);
        thresholds.lookBelow();
    }

    /** To be called when the user's limits, or what of his mail counts, may be others. */
    void reconsider() {
        pool.settle(user);
        thresholds.look();
    }

    void forget(MailboxName mailbox) {
        mailboxes.forget(mailbox);
        settle();
    }

    void forget() {
        pool.forget(user);
        thresholds.forget();
    }

    /** Usage, when the user should hear of it: it has reached the last threshold. */
    Optional<StorageAlarm> alarm() throws StoreException {
        if (limits.isStorageShared(user) && pool.isCounted()) {
            thresholds.look(); // others may have filled what he shares
        }
        return thresholds.alarm();
    }

    /** What is stored, as far as it counts, with the user's limits; where he has none of his own, the domain's. */
    StorageUse limited(Account inside) throws StoreException {
        StorageUse use = Counted.use(inside, limits.rulesOf(user).folders());
        return limits.hold(user).around(use);
    }

    /** What counts against the limits that hold; where none does, all that is stored, which nobody else fills. */
    StorageUse shared(Account inside) throws StoreException {
        return limits.hold(user).isNone() ? limited(inside) : shared();
    }

    /** The most mailboxes there may be. */
    OptionalLong mostMailboxes() {
        return limits.rulesOf(user).mailboxes();
    }

    /** Octets of the largest message there may be. */
    OptionalLong largestMessage() {
        return limits.rulesOf(user).messageOctets();
    }

    /** Whether what lies in a mailbox counts for nothing. */
    boolean ignores(MailboxName mailbox) {
        return limits.rulesOf(user).folders().ignore(mailbox);
    }

    private void hold(Arriving what) throws StoreException {
        try {
            own.hold(claim(what), () -> measure(what));
        } catch (Holds.Full full) {
            throw refused(what, word(what, full.use()), full.use());
        }
        boolean held = false;
        try {
            pool.hold(user, what.more());
            held = true;
        } catch (Holds.Full full) {
            throw refused(what, "domain", full.use());
        } finally {
            if (!held) {
                own.drop(what.more(), () -> {});
            }
        }
    }

    private Claim claim(Arriving what) {
        OptionalLong limit = limits.of(user).octets();
        boolean graceful = what.isDelivery() && limit.isPresent();
        return new Claim(what.more(), graceful ? limits.rulesOf(user).grace().of(limit.getAsLong()) : 0);
    }

    private static String word(Arriving what, StorageUse use) {
        boolean octetsFit = what.more().octets() <= use.octetLimit().orElse(Long.MAX_VALUE) - use.octets();
        return octetsFit ? "messages" : "storage";
    }

    private StoreException refused(Arriving what, String limit, StorageUse use) {
        note(what, limit);
        listener.refused(user, what.amount().octets(), use);
        thresholds.refused();
        return new StoreException(Problem.OVER_QUOTA, "quota of " + user + " would be exceeded: " + limit);
    }

    private void note(Arriving what, String limit) {
        Amount amount = what.amount();
        rules.refusals()
                .note(user, new Refusal.Attempt(what.mailbox(), amount.octets(), amount.messages(), limit, what.by()));
    }

    private StorageUse measure(Arriving what) throws StoreException {
        Allowance limit = limits.of(user).plus(limits.rulesOf(user).folders().more(what.mailbox()));
        return limit.isNone()
                ? StorageUse.unlimited(0, 0)
                : limit.around(rules.usage().of(user));
    }

    /** Of what is not limited for the user alone, the domain's, which he shares; nothing is read where nothing is limited. */
    private StorageUse shared() throws StoreException {
        Allowance own = limits.of(user);
        Allowance limit = limits.hold(user);
        StorageUse mine =
                own.isNone() ? StorageUse.unlimited(0, 0) : rules.usage().of(user);
        StorageUse all = limit.equals(own) ? mine : pool.read();
        return limit.around(StorageUse.unlimited(
                own.octets().isPresent() ? mine.octets() : all.octets(),
                own.messages().isPresent() ? mine.messages() : all.messages()));
    }
}
