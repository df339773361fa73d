package org.postern.quota;

import java.util.List;
import java.util.Optional;
import org.postern.store.MailboxName;

/** How mailboxes of some names count. What is below a mailbox counts as it does, unless it has a rule of its own. */
public record FolderRules(List<FolderRules.Rule> rules) {
    public static final FolderRules NONE = new FolderRules(List.of());

    /** Of one mailbox: {@code more} may be stored when mail goes there; empty: it counts for nothing. */
    public record Rule(MailboxName mailbox, Optional<Share> more) {
        boolean isOf(MailboxName name) {
            return name.equals(mailbox) || (!mailbox.isInbox() && name.isBelow(mailbox));
        }
    }

    public FolderRules {
        rules = List.copyOf(rules);
    }

    private Optional<Rule> of(MailboxName name) {
        Optional<Rule> nearest = Optional.empty();
        for (Rule rule : rules) {
            boolean nearer =
                    nearest.map(n -> rule.mailbox().isBelow(n.mailbox())).orElse(true);
            if (nearer && rule.isOf(name)) {
                nearest = Optional.of(rule);
            }
        }
        return nearest;
    }

    /** Whether some mailboxes count for nothing. */
    boolean ignoreSome() {
        return rules.stream().anyMatch(rule -> rule.more().isEmpty());
    }

    /** Whether what lies in a mailbox counts for nothing. */
    public boolean ignore(MailboxName name) {
        return of(name).filter(rule -> rule.more().isEmpty()).isPresent();
    }

    /** How much more may be stored in the account when mail goes to a mailbox. */
    Share more(MailboxName name) {
        return of(name).flatMap(Rule::more).orElse(Share.NONE);
    }
}
