package org.postern.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;

/** How long messages may lie in some mailboxes. */
public final class RetentionRule {
    /** File names tell seconds: who came in one may have come at its end. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private final String mailboxes;
    private final Optional<Duration> age;
    /** Of names. */
    private final Pattern pattern;

    /**
     * Keeps what is asked for each mailbox.
     *
     * @param mailboxes a special use ({@code \Trash}, whatever the mailbox is called), or a name in which {@code *} stands for
     *     anything
     * @param age empty: for ever
     */
    public RetentionRule(String mailboxes, Optional<Duration> age) {
        this.mailboxes = mailboxes;
        this.age = age;
        this.pattern = Pattern.compile(
                Stream.of(mailboxes.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    /** The special use, or the name with its {@code *}. */
    public String mailboxes() {
        return mailboxes;
    }

    /** Empty: for ever. */
    public Optional<Duration> age() {
        return age;
    }

    /** Whether it is about whatever mailbox has a special use. */
    public boolean isOfUse() {
        return mailboxes.startsWith("\\");
    }

    boolean matches(MailboxEntry entry) {
        return isOfUse()
                ? SpecialUse.named(mailboxes)
                        .filter(entry.specialUse()::contains)
                        .isPresent()
                : matches(entry.name());
    }

    /** Whether it names a mailbox, and not by its use. */
    public boolean matches(MailboxName name) {
        boolean inbox = name.isInbox() && mailboxes.equalsIgnoreCase("INBOX");
        return inbox || pattern.matcher(name.path()).matches();
    }

    /** Whether what was put into a mailbox then has been there for as long as it may. */
    boolean isOver(Instant saved, Instant now) {
        return age.isPresent() && !saved.plus(age.get()).plus(GRAIN).isAfter(now);
    }
}
