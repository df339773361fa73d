package org.postern.pop3;

import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** For users that do not log in. */
    public Expiry expiry() {
        return expiry;
    }

    /** What a login comes to, before it is locked and opened. */
    record Found(Account account, MaildropPolicy policy, MaildropView view) {}

    /** Fails when the login names a folder that there is not. */
    Found find(MaildropId id, Actor by, MaildropPolicy policy) throws Pop3Exception, StoreException {
        Account account = store.open(id.user(), by);
        return new Found(account, policy, view(account, id, policy));
    }

    /** Locks it, removes what is due, then looks at what is left. Empty when another session has one of its mailboxes. */
    Optional<Maildrop> open(Found found) throws StoreException {
        Account account = found.account();
        List<Mailbox> mailboxes = new MaildropSurvey(account).open(found.view());
        Optional<MaildropLocks.Lock> lock = locks.acquire(account.user(), ids(mailboxes));
        if (lock.isEmpty()) {
            mailboxes.forEach(Mailbox::close);
            return Optional.empty();
        }
        boolean opened = false;
        try {
            MaildropPolicy policy = found.policy();
            policy.expire().ifPresent(age -> expire(account.user(), found.view(), age));
            List<MaildropPart> parts = MaildropSurvey.of(mailboxes, found.view().newest());
            Maildrop maildrop = new Maildrop(account, policy, parts, new Maildrop.Held(lock.get(), retrievals));
            opened = true;
            return Optional.of(maildrop);
        } finally {
            if (!opened) {
                mailboxes.forEach(Mailbox::close);
                lock.get().close();
            }
        }
    }

    private static Set<String> ids(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(mailbox -> mailbox.info().id()).collect(Collectors.toUnmodifiableSet());
    }

    private static MaildropView view(Account account, MaildropId id, MaildropPolicy policy)
            throws Pop3Exception, StoreException {
        if (id.folder().isEmpty()) {
            return policy.view();
        }
        MailboxName name = new MaildropSurvey(account)
                .folder(id.folder().get())
                .orElseThrow(() -> new Pop3Exception("No such folder"));
        return new MaildropView(List.of(name.path()), policy.view().newest());
    }

    /** What cannot be removed now can be later; the user gets his mail all the same. */
    private void expire(UserName user, MaildropView view, Period age) {
        try {
            List<Mailbox> mailboxes = new MaildropSurvey(store.open(user, Actor.retention())).open(view);
            try {
                for (Mailbox mailbox : mailboxes) {
                    var unused = expiry.remove(user, mailbox, age);
                }
            } finally {
                mailboxes.forEach(Mailbox::close);
            }
        } catch (StoreException e) {
            LOG.warn("POP3 expiry of {}: {}", user, e.problem(), e);
        }
    }
}
