package org.postern.boot;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postern.retention.RetentionRule;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/**
 * How long a message stays at least that POP3 shows, whatever rule removes it then (RFC 2449 6.7): what was retrieved goes by
 * POP3's own rule, others by how long mail is kept in their mailbox. Rules for a special use count for every mailbox but INBOX,
 * for what a mailbox is used for is not known here.
 */
final class AnnouncedExpiry {
    private static final LocalDate EPOCH = LocalDate.EPOCH;

    private AnnouncedExpiry() {}

    /**
     * The shortest time, in whole days.
     *
     * @param retrieved what becomes of messages that were retrieved
     * @param rules in order, the first that matches a mailbox counts
     * @param folders that POP3 shows
     */
    static Optional<Period> shortest(
            Optional<Period> retrieved, List<RetentionRule> rules, Collection<String> folders) {
        List<Duration> ages = new ArrayList<>();
        retrieved.ifPresent(age -> ages.add(Duration.ofDays(EPOCH.until(EPOCH.plus(age), ChronoUnit.DAYS))));
        for (String folder : folders) {
            name(folder).ifPresent(name -> ages.addAll(ages(rules, name)));
        }
        return ages.stream().min(Comparator.naturalOrder()).map(age -> Period.ofDays((int) age.toDays()));
    }

    private static List<Duration> ages(List<RetentionRule> rules, MailboxName name) {
        Stream<RetentionRule> named =
                rules.stream().filter(rule -> rule.matches(name)).limit(1);
        Stream<RetentionRule> used = rules.stream().filter(rule -> !name.isInbox() && rule.isOfUse());
        return Stream.concat(named, used)
                .map(RetentionRule::age)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<MailboxName> name(String folder) {
        try {
            return Optional.of(MailboxName.of(folder));
        } catch (StoreException e) {
            return Optional.empty(); // there is no such mailbox
        }
    }
}
