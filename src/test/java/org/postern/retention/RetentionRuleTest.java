package org.postern.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;

final class RetentionRuleTest {
    @ParameterizedTest
    @CsvSource({
        "Trash, Trash, true",
        "trash, Trash, false",
        "inbox, INBOX, true",
        "INBOX, INBOX/Old, false",
        "Lists/*, Lists, false",
        "Lists/*, Lists/a/b, true",
        "Lists*, Lists, true",
        "*, INBOX, true",
        "*.old, a.old, true",
        "*.old, axold, false",
        "a**b*, abc, true",
        "\\Trash, Trash, false",
        "\\Junk, Spam, true",
        "\\junk, Spam, true",
    })
    void aRuleNamesMailboxesByNameOrUse(String mailboxes, String name, boolean matches) {
        Set<SpecialUse> uses = name.equals("Spam") ? Set.of(SpecialUse.JUNK) : Set.of();
        MailboxEntry entry = new MailboxEntry(
                new MailboxName(name), MailboxEntry.Existence.SELECTABLE, MailboxEntry.Subscription.UNSUBSCRIBED, uses);
        assertThat(new RetentionRule(mailboxes, Optional.empty()).matches(entry))
                .isEqualTo(matches);
    }

    @Test
    void theSecondInWhichAMessageCameMustBeOverToo() {
        Instant saved = Instant.parse("2026-11-01T00:00:00Z");
        RetentionRule rule = new RetentionRule("x", Optional.of(Duration.ofDays(1)));
        assertThat(rule.isOver(saved, saved.plus(Duration.ofDays(1)).plusMillis(999)))
                .isFalse();
        assertThat(rule.isOver(saved, saved.plus(Duration.ofDays(1)).plusMillis(1000)))
                .isTrue();
        assertThat(rule.isOver(saved, saved.minus(Duration.ofDays(9)))).isFalse();
        assertThat(new RetentionRule("x", Optional.empty()).isOver(Instant.EPOCH, saved))
                .isFalse();
    }
}
