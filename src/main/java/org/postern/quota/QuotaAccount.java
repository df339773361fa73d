package org.postern.quota;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.postern.store.AccessChange;
import org.postern.store.AccessList;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.HeldMessages;
import org.postern.store.Ledger;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxStatus;
import org.postern.store.MailboxUse;
import org.postern.store.Rights;
import org.postern.store.SpecialUse;
import org.postern.store.StorageAlarm;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** An account that knows its limits. */
final class QuotaAccount implements Account {
    private final Account inside;
    private final UserQuota quota;
    private final Actor by;

    QuotaAccount(Account inside, UserQuota quota, Actor by) {
        this.inside = inside;
        this.quota = quota;
        this.by = by;
    }

    @Override
    public UserName user() {
        return inside.user();
    }

    @Override
    public Mailbox open(MailboxName name) throws StoreException {
        return new QuotaMailbox(inside.open(name), quota, by);
    }

    @Override
    public StorageUse use() throws StoreException {
        return quota.limited(inside);
    }

    @Override
    public StorageUse sharedUse() throws StoreException {
        return quota.shared(inside);
    }

    @Override
    public Ledger ledger() {
        return inside.ledger();
    }

    @Override
    public StorageUse recalculate() throws StoreException {
        var unused = inside.recalculate();
        quota.reconsider();
        return quota.limited(inside);
    }

    @Override
    public Optional<StorageAlarm> alarm() throws StoreException {
        return quota.alarm();
    }

    @Override
    public void requireRoom(long octets, long messages) throws StoreException {
        requireRoom(MailboxName.INBOX, octets, messages);
    }

    @Override
    public void requireRoom(MailboxName mailbox, long octets, long messages) throws StoreException {
        Amount amount = new Amount(octets, messages);
        if (!amount.isNothing()) {
            Amount more = quota.ignores(mailbox) ? Amount.NOTHING : amount;
            quota.require(new Arriving(mailbox, amount, more, by), () -> messages(mailbox));
        }
        inside.requireRoom(octets, messages);
    }

    /** None of a mailbox that is not there yet. */
    private long messages(MailboxName mailbox) throws StoreException {
        return inside.useByMailbox().getOrDefault(mailbox, MailboxUse.NOTHING).messages();
    }

    @Override
    public Map<MailboxName, MailboxUse> useByMailbox() throws StoreException {
        return inside.useByMailbox();
    }

    @Override
    public OptionalLong largestMessage() {
        return quota.largestMessage();
    }

    @Override
    public OptionalLong mostMailboxes() {
        return quota.mostMailboxes();
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        inside.delete(name);
        quota.forget(name);
    }

    @Override
    public HeldMessages held() throws StoreException {
        return new QuotaHeldMessages(inside.held(), quota);
    }

    @Override
    public List<MailboxEntry> mailboxes() throws StoreException {
        return inside.mailboxes();
    }

    @Override
    public MailboxStatus status(MailboxName name) throws StoreException {
        return inside.status(name);
    }

    @Override
    public MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        return quota.making(inside, () -> inside.create(name, use));
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        if (from.isInbox()) { // which stays, and what was in it goes to one that is made
            var unused = quota.making(inside, () -> renamed(from, to));
        } else {
            var unused = renamed(from, to);
        }
        quota.reconsider(); // where names decide what counts
    }

    private MailboxName renamed(MailboxName from, MailboxName to) throws StoreException {
        inside.rename(from, to);
        return to;
    }

    @Override
    public void subscribe(MailboxName name, MailboxEntry.Subscription subscription) throws StoreException {
        inside.subscribe(name, subscription);
    }

    @Override
    public AccessList access(MailboxName name) throws StoreException {
        return inside.access(name);
    }

    @Override
    public void changeAccess(MailboxName name, AccessChange change) throws StoreException {
        inside.changeAccess(name, change);
    }

    @Override
    public Rights rights(MailboxName name) throws StoreException {
        return inside.rights(name);
    }

    @Override
    public Annotations annotations(Annotated of) throws StoreException {
        return inside.annotations(of);
    }

    @Override
    public void annotate(Annotated of, Map<String, Optional<AnnotationValue>> changes) throws StoreException {
        inside.annotate(of, changes);
    }

    @Override
    public StoreLimits limits() {
        return inside.limits();
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        return inside.watch(listener);
    }
}
