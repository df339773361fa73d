package org.postern.quota;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.Refusal;
import org.postern.store.Spool;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** Any store with quotas around it; see the package. Spooled messages pass freely between it and the store inside. */
public final class QuotaStore implements MailStore {
    /** How long an arrival waits for others in progress before it is turned away with IN_USE. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MailStore inside;
    private final QuotaRules rules;
    private final LimitChanges limitChanges;
    private final UserQuota nobody;
    private final Map<UserName, UserQuota> users = new ConcurrentHashMap<>();
    private final Map<String, DomainPool> domains = new ConcurrentHashMap<>();

    public QuotaStore(MailStore inside, QuotaLimits limits, QuotaListener listener) {
        this(inside, limits, listener, PATIENCE);
    }

    public QuotaStore(MailStore inside, QuotaLimits limits, QuotaListener listener, Duration patience) {
        this.inside = inside;
        this.limitChanges = new LimitChanges(limits);
        DomainPool.Usage usage = user -> inside.hasAccount(user)
                ? Counted.use(inside.open(user), limits.rulesOf(user).folders())
                : StorageUse.unlimited(0, 0);
        this.rules = new QuotaRules(limits, listener, usage, this::note, TellingNotes.in(inside), patience);
        QuotaRules none = new QuotaRules(
                QuotaLimits.UNLIMITED, QuotaListener.NONE, usage, (user, attempt) -> {}, TellingNotes.NONE, patience);
        DomainPool pool = new DomainPool(PUBLIC.domain(), QuotaLimits.UNLIMITED, rules.usage(), patience);
        this.nobody = new UserQuota(PUBLIC, none, pool);
    }

    @Override
    public Account open(UserName user) throws StoreException {
        return open(user, Actor.SERVER);
    }

    @Override
    public Account open(UserName user, Actor by) throws StoreException {
        return new QuotaAccount(inside.open(user, by), quota(user), by);
    }

    /** What belongs to nobody counts against nobody. */
    @Override
    public Account publicFolders() throws StoreException {
        return publicFolders(Actor.SERVER);
    }

    @Override
    public Account publicFolders(Actor by) throws StoreException {
        return new QuotaAccount(inside.publicFolders(by), nobody, by);
    }

    @Override
    public Collection<UserName> sharers(UserName with) throws StoreException {
        return inside.sharers(with);
    }

    @Override
    public Watch watchSharers(UserName with, Consumer<UserName> listener) throws StoreException {
        return inside.watchSharers(with, listener);
    }

    @Override
    public Watch watch(UserName owner, Consumer<Change> listener) throws StoreException {
        return inside.watch(owner, listener);
    }

    @Override
    public Spool spool() throws StoreException {
        return inside.spool();
    }

    @Override
    public boolean hasAccount(UserName user) throws StoreException {
        return inside.hasAccount(user);
    }

    @Override
    public void remove(UserName user) throws StoreException {
        inside.remove(user);
        quota(user).forget();
    }

    /** All mail of a domain's users, with the domain's limit; counts every one of them. */
    public StorageUse useOf(String domain) throws StoreException {
        return pool(domain).recount();
    }

    /** To be called when a user's limits are others: tells whether he is beyond a threshold now, or no longer. Makes no account. */
    public void limitsChanged(UserName user) {
        try {
            if (inside.hasAccount(user)) {
                quota(user).reconsider();
            }
        } catch (StoreException e) {
            // As with what cannot be read of it: seen the next time.
        }
    }

    /** To be called once: limits that become others from now on are noticed, by {@link #noticeLimits}. */
    public void watchLimits() {
        limitChanges.begin();
    }

    /**
     * A step in finding out whose limits have become others since the step before, by whatever way, as {@link #limitsChanged}.
     *
     * @param everybody asked when something has changed
     */
    public void noticeLimits(Supplier<Collection<UserName>> everybody) {
        limitChanges.step(everybody, this::limitsChanged);
    }

    private void note(UserName user, Refusal.Attempt attempt) {
        try {
            inside.open(user).ledger().refused(attempt);
        } catch (StoreException e) {
            // It is refused all the same; only explaining it later has less to say.
        }
    }

    /** The store inside, without quotas: what is placed there counts but is never refused. */
    public MailStore unguarded() {
        return inside;
    }

    @Override
    public void close() {
        inside.close();
    }

    private UserQuota quota(UserName user) {
        return users.computeIfAbsent(user, u -> new UserQuota(u, rules, pool(u.domain())));
    }

    private DomainPool pool(String domain) {
        return domains.computeIfAbsent(domain, d -> new DomainPool(d, rules.limits(), rules.usage(), rules.patience()));
    }
}
