package org.postern.boot;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postern.auth.DirectoryException;
import org.postern.auth.DomainFile;
import org.postern.auth.UserFile;
import org.postern.config.ExpireRule;
import org.postern.config.MaildropRules;
import org.postern.config.Settings;
import org.postern.pop3.MaildropPolicies;
import org.postern.retention.RetentionRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What any user of POP3 may have, as clients are told before the login, where anybody may ask as often as he likes: it is found
 * once for what the configuration and the files say. Thread-safe.
 */
final class AnnouncedRange {
    private static final Logger LOG = LoggerFactory.getLogger(AnnouncedRange.class);

    private final UserFile users;
    private final DomainFile domains;
    private final Supplier<Settings> settings;
    private volatile @Nullable Known known;

    /**
     * All that the range comes from.
     *
     * @param pop3 values of POP3's fields, by field
     * @param expire values of the field for how long mail is kept
     */
    private record Basis(Settings settings, Map<String, Set<String>> pop3, Set<String> expire) {}

    private record Known(Basis basis, MaildropPolicies.Range range) {}

    AnnouncedRange(UserFile users, DomainFile domains, Supplier<Settings> settings) {
        this.users = users;
        this.domains = domains;
        this.settings = settings;
    }

    MaildropPolicies.Range range() {
        Basis now = basis();
        Known last = known;
        if (last == null || !last.basis().equals(now)) {
            last = new Known(now, range(now));
            known = last;
        }
        return last.range();
    }

    private Basis basis() {
        Map<String, Set<String>> pop3 = new HashMap<>();
        MaildropRules.FIELDS.forEach(field -> pop3.put(field, texts(field)));
        return new Basis(settings.get(), pop3, texts(ExpireRule.FIELD));
    }

    private Set<String> texts(String field) {
        Set<String> texts = new HashSet<>();
        try {
            texts.addAll(domains.valuesOf(field));
            texts.addAll(users.valuesOf(field));
        } catch (DirectoryException e) {
            LOG.warn("POP3 rules cannot be read: {}", e.getMessage());
        }
        return texts;
    }

    private static MaildropPolicies.Range range(Basis basis) {
        Set<Duration> delays = new HashSet<>();
        Set<Optional<Period>> retrieved = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (MaildropRules rules : all(basis)) {
            delays.add(rules.loginDelay());
            retrieved.add(rules.expire());
            folders.addAll(rules.view().folders());
        }
        Set<Optional<Period>> expire = new HashSet<>();
        for (List<RetentionRule> kept : keptBy(basis)) {
            retrieved.forEach(age -> expire.add(AnnouncedExpiry.shortest(age, kept, folders)));
        }
        return new MaildropPolicies.Range(Set.copyOf(expire), Set.copyOf(delays));
    }

    /** What the configuration says, and what each line of the files that says otherwise makes of it. */
    private static List<MaildropRules> all(Basis basis) {
        MaildropRules rules = basis.settings().pop3().rules();
        List<MaildropRules> all = new ArrayList<>(List.of(rules));
        basis.pop3().forEach((field, texts) -> {
            for (String text : texts) {
                try {
                    all.add(rules.with(Map.of(field, text)));
                } catch (IllegalArgumentException e) {
                    LOG.debug("told when the file was read: {}", e.getMessage());
                }
            }
        });
        return all;
    }

    /** Rules by which mail is kept: the configuration's, and those of each line that has its own, before them. */
    private static List<List<RetentionRule>> keptBy(Basis basis) {
        List<ExpireRule> ofAll = basis.settings().store().expire();
        List<List<RetentionRule>> all = new ArrayList<>();
        all.add(rules(ofAll.stream()));
        for (String text : basis.expire()) {
            try {
                all.add(rules(Stream.concat(ExpireRule.parseField(text).stream(), ofAll.stream())));
            } catch (IllegalArgumentException e) {
                LOG.debug("told when the file was read: {}", e.getMessage());
            }
        }
        return all;
    }

    private static List<RetentionRule> rules(Stream<ExpireRule> rules) {
        return rules.map(rule -> new RetentionRule(rule.mailboxes(), rule.age()))
                .toList();
    }
}
