package org.postern.boot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postern.auth.DirectoryException;
import org.postern.auth.Domain;
import org.postern.auth.DomainFile;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserFile;
import org.postern.config.ExpireRule;
import org.postern.config.Settings;
import org.postern.retention.RetentionRule;
import org.postern.retention.RetentionRules;
import org.postern.store.MailStore;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long mail is kept: the rules of the user file first, then those of the domain file, then those of the configuration.
 * Where one of them cannot be read, everything is kept: it can be removed later. For public folders count those rules of the
 * configuration that say so, and no others: "* 1y" is meant for what users have.
 *
 * @param settings asked each time
 */
record DirectoryRetention(UserFile users, DomainFile domains, Supplier<Settings> settings) implements RetentionRules {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryRetention.class);

    /** Fails when a user's or a domain's field for it says nothing that can be. */
    static void check(Map<String, String> fields) {
        var unused = of(fields);
    }

    @Override
    public List<RetentionRule> of(UserName name) {
        if (name.equals(MailStore.PUBLIC)) {
            return rules(settings.get().store().expire().stream()
                    .filter(DirectoryRetention::isPublic)
                    .map(rule -> new ExpireRule(rule.mailboxes().substring(Accounts.PUBLIC.length()), rule.age())));
        }
        try {
            MailAddress address = MailAddress.parse(name.address());
            Map<String, String> ofUser = users.find(address).map(User::fields).orElse(Map.of());
            Map<String, String> ofDomain =
                    domains.find(address.domain()).map(Domain::fields).orElse(Map.of());
            return rules(
                    Stream.of(of(ofUser), of(ofDomain), settings.get().store().expire())
                            .flatMap(List::stream)
                            .filter(rule -> !isPublic(rule)));
        } catch (DirectoryException | IllegalArgumentException e) {
            LOG.warn("how long mail of {} is kept cannot be read: {}", name, e.getMessage());
            return List.of();
        }
    }

    private static boolean isPublic(ExpireRule rule) {
        return rule.mailboxes().startsWith(Accounts.PUBLIC);
    }

    private static List<RetentionRule> rules(Stream<ExpireRule> written) {
        return written.map(rule -> new RetentionRule(rule.mailboxes(), rule.age()))
                .toList();
    }

    private static List<ExpireRule> of(Map<String, String> fields) {
        return Optional.ofNullable(fields.get(ExpireRule.FIELD))
                .map(ExpireRule::parseField)
                .orElse(List.of());
    }
}
