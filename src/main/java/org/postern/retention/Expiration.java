package org.postern.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.audit.Audit;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.Provenance;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** Removes what rules do not keep, from the mailboxes of one account. Thread-safe. */
public final class Expiration implements Duty {
    /** Messages that are removed before others have their turn at the mailbox. */
    public static final int DEFAULT_BATCH = 500;

    private final RetentionRules rules;
    private final Audit audit;
    private final InstantSource clock;
    private final int batch;

    /** With batches of {@value #DEFAULT_BATCH}. */
    public Expiration(RetentionRules rules, Audit audit, InstantSource clock) {
        this(rules, audit, clock, DEFAULT_BATCH);
    }

    Expiration(RetentionRules rules, Audit audit, InstantSource clock, int batch) {
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
        this.batch = batch;
    }

    private enum What {
        COUNT,
        REMOVE
    }

    @Override
    public boolean concerns(UserName user) {
        return rules.of(user).stream().anyMatch(rule -> rule.age().isPresent());
    }

    @Override
    public long perform(Account account) throws StoreException {
        return remove(account).stream().mapToLong(Expired::messages).sum();
    }

    /** What would be removed now. */
    public List<Expired> due(Account account) throws StoreException {
        return all(account, What.COUNT);
    }

    /** Removes what is due, and says what that was: without what somebody else removed meanwhile. */
    public List<Expired> remove(Account account) throws StoreException {
        List<Expired> removed = all(account, What.REMOVE);
        for (Expired one : removed) {
            audit.expired(
                    account.user().address(),
                    one.mailbox().path(),
                    one.messages(),
                    one.rule().mailboxes());
        }
        return removed;
    }

    private List<Expired> all(Account account, What what) throws StoreException {
        List<RetentionRule> all = rules.of(account.user());
        List<Expired> found = new ArrayList<>();
        for (MailboxEntry entry : account.mailboxes()) {
            Optional<RetentionRule> rule =
                    all.stream().filter(r -> r.matches(entry)).findFirst();
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE
                    && rule.flatMap(RetentionRule::age).isPresent()) {
                one(account, entry, rule.get(), what).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Expired> one(Account account, MailboxEntry entry, RetentionRule rule, What what)
            throws StoreException {
        try (Mailbox mailbox = account.open(entry.name())) {
            MailboxSnapshot snapshot = mailbox.refresh();
            Found due = due(snapshot, mailbox.provenance(), rule);
            UidSet counted = what == What.REMOVE ? remove(mailbox, due.uids()) : due.uids();
            return counted.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Expired(entry.name(), rule, counted.size(), octets(snapshot, counted), due.oldest()));
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private record Found(UidSet uids, Instant oldest) {}

    private Found due(MailboxSnapshot snapshot, Provenance provenance, RetentionRule rule) throws StoreException {
        Instant now = clock.instant();
        Instant oldest = now;
        UidSet.Builder uids = new UidSet.Builder();
        for (int row = 0; row < snapshot.size(); row++) {
            Optional<Instant> saved = provenance.saved(snapshot.uid(row));
            if (saved.isPresent() && rule.isOver(saved.get(), now)) {
                uids.add(snapshot.uid(row));
                oldest = saved.get().isBefore(oldest) ? saved.get() : oldest;
            }
        }
        return new Found(uids.build(), oldest);
    }

    private UidSet remove(Mailbox mailbox, UidSet due) throws StoreException {
        UidSet removed = UidSet.NONE;
        UidSet.Builder some = new UidSet.Builder();
        int waiting = 0;
        for (var uids = due.iterator(); uids.hasNext(); ) {
            some.add(uids.nextLong());
            waiting++;
            if (waiting == batch || !uids.hasNext()) {
                removed = removed.plus(mailbox.expunge(some.build()));
                some = new UidSet.Builder();
                waiting = 0;
            }
        }
        return removed;
    }

    private static long octets(MailboxSnapshot snapshot, UidSet uids) {
        long octets = 0;
        for (var it = uids.iterator(); it.hasNext(); ) {
            octets += snapshot.octets(snapshot.indexOf(it.nextLong()));
        }
        return octets;
    }
}
