package org.postern.pop3;

import java.time.InstantSource;
import org.postern.audit.Audit;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the maildrops of a server: who holds one, who was there too lately, and what each user's policy is. Thread-safe. */
public final class Maildrops {
    private static final Logger LOG = LoggerFactory.getLogger(Maildrops.class);

    private final MailStore store;
    private final MaildropPolicies policies;
    private final Retrievals retrievals;
    private final Expiry expiry;
    private final LoginDelays delays;
    private final MaildropLocks locks = new MaildropLocks();

    /** Puts the parts together; one object for the whole server. */
    public Maildrops(MailStore store, MaildropPolicies policies, Audit audit, InstantSource clock) {
        this.store = store;
        this.policies = policies;
        this.retrievals = new Retrievals(clock);
        this.expiry = new Expiry(policies, retrievals, audit);
        this.delays = new LoginDelays(clock, LoginDelays.DEFAULT_MOST);
    }

    MaildropPolicies policies() {
        return policies;
    }

    LoginDelays delays() {
        return delays;
    }

    MaildropLocks locks() {
        return locks;
    }

    /** For users that do not log in. */
    public Expiry expiry() {
        return expiry;
    }

    /** Removes what is due, then looks at what is left. Takes the lock over only when it returns. */
    Maildrop open(UserName user, Actor by, MaildropPolicy policy, MaildropLocks.Lock lock) throws StoreException {
        Account account = store.open(user, by);
        Mailbox inbox = account.open(MailboxName.INBOX);
        boolean opened = false;
        try {
            expire(user, policy, inbox);
            Maildrop drop = new Maildrop(user, policy, inbox, new Maildrop.Held(lock, retrievals));
            opened = true;
            return drop;
        } finally {
            if (!opened) {
                inbox.close();
            }
        }
    }

    /** What cannot be removed now can be later; the user gets his mail all the same. */
    private void expire(UserName user, MaildropPolicy policy, Mailbox mailbox) {
        try {
            if (policy.expire().isPresent()) {
                expiry.remove(user, mailbox, policy.expire().get());
            }
        } catch (StoreException e) {
            LOG.warn("POP3 expiry of {}: {}", user, e.problem(), e);
        }
    }
}
