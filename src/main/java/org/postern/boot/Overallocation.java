package org.postern.boot;

import java.util.ArrayList;
import java.util.List;
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
public record Overallocation(UserFile users, DomainFile domains, ByteSize otherwise) {
    static Overallocation in(Core core) {
        return new Overallocation(
                core.users(), core.domains(), core.settings().quota().storage());
    }

    /** A sentence for each such domain. */
    public List<String> sentences() throws DirectoryException {
        List<String> sentences = new ArrayList<>();
        for (Domain domain : domains.all()) {
            of(domain).ifPresent(sentences::add);
        }
        return sentences;
    }

    /** A sentence, if it is one. */
    Optional<String> of(String domain) throws DirectoryException {
        Optional<Domain> found = domains.find(domain);
        return found.isPresent() ? of(found.get()) : Optional.empty();
    }

    private Optional<String> of(Domain domain) throws DirectoryException {
        Optional<Limit> pool = domain.quota().filter(limit -> !limit.isUnlimited());
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        long sum = 0;
        for (User user : users.all()) {
            Limit own = user.quota().orElse(new Limit(otherwise.octets()));
            if (user.address().domain().equals(domain.name()) && !own.isUnlimited()) {
                sum = own.value() > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + own.value();
            }
        }
        return sum <= pool.get().value()
                ? Optional.empty()
                : Optional.of("domain " + domain.name() + " is over-allocated: its users may store " + new Limit(sum)
                        + ", all together " + pool.get());
    }
}
