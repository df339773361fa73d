package org.postern.boot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.postern.auth.DirectoryException;
import org.postern.auth.Domain;
import org.postern.auth.DomainFile;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserFile;
import org.postern.config.MaildropRules;
import org.postern.config.Settings;
import org.postern.pop3.MaildropPolicies;
import org.postern.pop3.MaildropPolicy;
import org.postern.pop3.MaildropView;
import org.postern.retention.RetentionRule;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POP3's policies as the user file, the domain file and the configuration state them, the first that says something. Where one
 * cannot be read, nothing expires and DELE hides unless the others say so: what is kept too long can be removed later.
 */
final class DirectoryMaildrops implements MaildropPolicies {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryMaildrops.class);

    private final UserFile users;
    private final DomainFile domains;
    private final Supplier<Settings> settings;
    private final AnnouncedRange announced;

    /**
     * Reads nothing yet.
     *
     * @param settings asked each time
     */
    DirectoryMaildrops(UserFile users, DomainFile domains, Supplier<Settings> settings) {
        this.users = users;
        this.domains = domains;
        this.settings = settings;
        this.announced = new AnnouncedRange(users, domains, settings);
    }

    /** Fails when a field of a user or a domain that is about POP3 says nothing that can be. */
    static void check(Map<String, String> fields) {
        var unused = MaildropRules.DEFAULT.with(fields);
    }

    @Override
    public MaildropPolicy of(UserName name) {
        return policy(rules(name));
    }

    private MaildropRules rules(UserName name) {
        MaildropRules configured = settings.get().pop3().rules();
        try {
            MailAddress address = MailAddress.parse(name.address());
            Map<String, String> own = users.find(address).map(User::fields).orElse(Map.of());
            return ofDomain(address.domain(), configured).with(own);
        } catch (DirectoryException | IllegalArgumentException e) {
            LOG.warn("POP3 rules of {} cannot be read: {}", name, e.getMessage());
            return configured.cautious();
        }
    }

    /** Where they cannot be read, what a user has of his own counts all the same. */
    private MaildropRules ofDomain(String domain, MaildropRules configured) {
        try {
            return configured.with(domains.find(domain).map(Domain::fields).orElse(Map.of()));
        } catch (DirectoryException e) {
            LOG.warn("POP3 rules of {} cannot be read: {}", domain, e.getMessage());
            return configured.cautious();
        }
    }

    private static MaildropPolicy policy(MaildropRules rules) {
        return new MaildropPolicy(
                rules.expire(),
                rules.loginDelay(),
                switch (rules.eightBitHeaders()) {
                    case SEND -> MaildropPolicy.EightBitHeaders.SENT;
                    case REFUSE -> MaildropPolicy.EightBitHeaders.REFUSED;
                },
                new MaildropView(rules.view().folders(), rules.view().newest()),
                switch (rules.deletion()) {
                    case EXPUNGE -> MaildropPolicy.Deletion.EXPUNGE;
                    case TRASH -> MaildropPolicy.Deletion.TRASH;
                    case HIDE -> MaildropPolicy.Deletion.HIDE;
                },
                switch (rules.retrieval()) {
                    case MARKS_SEEN -> MaildropPolicy.Retrieval.MARKS_SEEN;
                    case MARKS_NOTHING -> MaildropPolicy.Retrieval.MARKS_NOTHING;
                });
    }

    @Override
    public Range range(UserName user) {
        MaildropPolicy policy = of(user);
        List<RetentionRule> kept = new DirectoryRetention(users, domains, settings).of(user);
        return new Range(
                Set.of(AnnouncedExpiry.shortest(
                        policy.expire(), kept, policy.view().folders())),
                Set.of(policy.loginDelay()));
    }

    @Override
    public Range range() {
        return announced.range();
    }
}
