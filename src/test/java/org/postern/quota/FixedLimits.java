package org.postern.quota;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.postern.store.UserName;

/** Limits that a test sets as it goes. */
final class FixedLimits implements QuotaLimits {
    private final Map<UserName, Allowance> users = new ConcurrentHashMap<>();
    private final Map<String, Allowance> domains = new ConcurrentHashMap<>();
    private volatile UserRules rules = UserRules.NONE;
    private volatile List<Integer> warnAt = QuotaLimits.super.warnAt();
    private final Set<UserName> known = ConcurrentHashMap.newKeySet();

    private final Set<UserName> faulty = ConcurrentHashMap.newKeySet();
    private volatile boolean readable = true;

    private final AtomicLong edition = new AtomicLong();

    FixedLimits user(UserName user, Allowance limit) {
        users.put(user, limit);
        known.add(user);
        edition.incrementAndGet();
        return this;
    }

    FixedLimits domain(String domain, Allowance limit) {
        domains.put(domain, limit);
        edition.incrementAndGet();
        return this;
    }

    /** For everybody. */
    FixedLimits rules(UserRules now) {
        rules = now;
        edition.incrementAndGet();
        return this;
    }

    FixedLimits warnAt(List<Integer> percents) {
        warnAt = percents;
        edition.incrementAndGet();
        return this;
    }

    /** As while files cannot be read: then nobody has a limit that can be told. */
    FixedLimits readable(boolean now) {
        readable = now;
        return this;
    }

    /** As while somebody's line is wrong. */
    FixedLimits faulty(UserName user, boolean now) {
        boolean changed = now ? faulty.add(user) : faulty.remove(user);
        edition.addAndGet(changed ? 1 : 0);
        return this;
    }

    @Override
    public Optional<Object> edition() {
        return readable ? Optional.of(edition.get()) : Optional.empty();
    }

    @Override
    public boolean areKnown(UserName user) {
        return readable && !faulty.contains(user);
    }

    @Override
    public List<Integer> warnAt() {
        return warnAt;
    }

    @Override
    public UserRules rulesOf(UserName user) {
        return rules;
    }

    @Override
    public Allowance of(UserName user) {
        return areKnown(user) ? users.getOrDefault(user, Allowance.NONE) : Allowance.NONE;
    }

    @Override
    public Allowance ofDomain(String domain) {
        return readable ? domains.getOrDefault(domain, Allowance.NONE) : Allowance.NONE;
    }

    @Override
    public Collection<UserName> usersOf(String domain) {
        return known.stream().filter(u -> u.domain().equals(domain)).toList();
    }
}
