package org.postern.pop3;

import java.time.Period;
import java.util.Optional;
import org.postern.audit.Audit;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/**
 * Removes what POP3 retrieved so many days ago as the user's policy says (RFC 2449 6.7), and nothing that it did not. It goes
 * as everything that is expunged, and is counted in the audit log once. Thread-safe.
 */
public final class Expiry {
    /** What the audit log calls the rule. */
    private static final String RULE = "pop3.expire";

    private final MaildropPolicies policies;
    private final Retrievals retrievals;
    private final Audit audit;

    Expiry(MaildropPolicies policies, Retrievals retrievals, Audit audit) {
        this.policies = policies;
        this.retrievals = retrievals;
        this.audit = audit;
    }

    /** Removes what is due in all of a user's own mailboxes; returns how many messages that were. */
    public long sweep(Account account) throws StoreException {
        Optional<Period> age = policies.of(account.user()).expire();
        long removed = 0;
        if (age.isPresent()) {
            for (MailboxEntry entry : account.mailboxes()) {
                boolean own =
                        entry.existence() == MailboxEntry.Existence.SELECTABLE && account.isPersonal(entry.name());
                removed += own ? sweep(account, entry, age.get()) : 0;
            }
        }
        return removed;
    }

    private long sweep(Account account, MailboxEntry entry, Period age) throws StoreException {
        try (Mailbox mailbox = account.open(entry.name())) {
            return remove(account.user(), mailbox, age);
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE) {
                return 0;
            }
            throw e;
        }
    }

    /** Removes what is due in one mailbox. */
    long remove(UserName user, Mailbox mailbox, Period age) throws StoreException {
        UidSet due = retrievals.olderThan(mailbox, age);
        long removed = due.isEmpty() ? 0 : mailbox.expunge(due).size();
        if (removed > 0) {
            audit.expired(user.address(), mailbox.info().name().path(), removed, RULE);
        }
        return removed;
    }
}
