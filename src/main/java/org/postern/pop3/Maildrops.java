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

    /** What a login comes to, before it is locked and opened. */
    record Found(Account account, MaildropPolicy policy, MaildropView view) {
        /** Those that the session is to hold, whether there are such mailboxes or not. */
        Set<MailboxName> mailboxes() {
            return view.folders().stream()
                    .map(Found::name)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static Optional<MailboxName> name(String folder) {
            try {
                return Optional.of(MailboxName.of(folder));
            } catch (StoreException e) {
                return Optional.empty(); // there is no such mailbox
            }
        }
    }

    /** Fails when the login names a folder that there is not. */
    Found find(MaildropId id, Actor by, MaildropPolicy policy) throws Pop3Exception, StoreException {
        Account account = store.open(id.user(), by);
        return new Found(account, policy, view(account, id, policy));
    }

    /** Removes what is due, then looks at what is left. Takes the lock over only when it returns. */
    Maildrop open(Found found, MaildropLocks.Lock lock) throws StoreException {
        Account account = found.account();
        MaildropPolicy policy = found.policy();
        if (policy.expire().isPresent()) {
            expire(account.user(), found.view(), policy.expire().get());
        }
        List<MaildropPart> parts = new MaildropSurvey(account).of(found.view());
        return new Maildrop(account, policy, parts, new Maildrop.Held(lock, retrievals));
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
            List<MaildropPart> parts = new MaildropSurvey(store.open(user, Actor.retention())).of(view);
            try {
                for (MaildropPart part : parts) {
                    var unused = expiry.remove(user, part.mailbox(), age);
                }
            } finally {
                parts.forEach(MaildropPart::close);
            }
        } catch (StoreException e) {
            LOG.warn("POP3 expiry of {}: {}", user, e.problem(), e);
        }
    }
}
