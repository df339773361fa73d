package org.postern.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.auth.DirectoryException;
import org.postern.auth.Domain;
import org.postern.auth.DomainFile;
import org.postern.auth.Limit;
import org.postern.auth.User;
import org.postern.auth.UserFile;
import org.postern.config.ByteSize;

/**
 * Domains whose users may store more, each for himself, than all of them together. That is allowed, for few fill what they
 * may have, and an operator should know it.
 *
 * @param otherwise the quota of a user without one of his own
 */
record Overallocation(UserFile users, DomainFile domains, ByteSize otherwise) {
    static Overallocation in(Core core) {
        return new Overallocation(
                core.users(), core.domains(), core.settings().quota().storage());
    }

    /** A sentence for each such domain. */
    public List<String> sentences() throws DirectoryException {
        Map<String, Long> sums = new HashMap<>();
        for (User user : users.all()) {
            sums.merge(user.address().domain(), octets(user), Overallocation::sum);
        }
        return domains.all().stream()
                .flatMap(domain -> sentence(domain, sums.getOrDefault(domain.name(), 0L)).stream())
                .toList();
    }

    /** A sentence, if it is one; none while it cannot be told, for what was done before is done. */
    Optional<String> of(String name) {
        try {
            Optional<Domain> domain =
                    domains.find(name).filter(found -> found.quota().isPresent());
            return domain.isPresent() ? sentence(domain.get(), storable(name)) : Optional.empty();
        } catch (DirectoryException e) {
            return Optional.empty();
        }
    }

    private long storable(String domain) throws DirectoryException {
        return users.all().stream()
                .filter(user -> user.address().domain().equals(domain))
                .mapToLong(this::octets)
                .reduce(0, Overallocation::sum);
    }

    /** What a user may store on his own account; nothing where he shares what the domain has. */
    private long octets(User user) {
        Limit own = user.quota().orElse(new Limit(otherwise.octets()));
        return own.isUnlimited() ? 0 : own.value();
    }

    private static long sum(long a, long b) {
        return b > Long.MAX_VALUE - a ? Long.MAX_VALUE : a + b;
    }

    private static Optional<String> sentence(Domain domain, long sum) {
        return domain.quota()
                .filter(pool -> sum > pool.value())
                .map(pool -> "domain " + domain.name() + " is over-allocated: its users may store "
                        + new Limit(sum).rounded() + ", all together " + pool);
    }
}
