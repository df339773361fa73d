package org.postern.sharing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessList;
import org.postern.store.Account;
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
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.SpecialUse;
import org.postern.store.StorageAlarm;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** One user's account with the mailboxes of others in it. */
final class SharingAccount implements Account {
    /** Any of these, beside LOOKUP, lets a user see and set annotations (RFC 5464 3.3). */
    private static final Rights ANNOTATING = Rights.of(Right.READ, Right.SEEN, Right.WRITE, Right.INSERT, Right.POST);

    private final Account own;
    private final Places places;
    private final MailboxMaking making;

    SharingAccount(Account own, Places places) {
        this.own = own;
        this.places = places;
        this.making = new MailboxMaking(own, places);
    }

    private Place place(MailboxName name) throws StoreException {
        return places.of(own, name);
    }

    @Override
    public UserName user() {
        return own.user();
    }

    @Override
    public List<MailboxEntry> mailboxes() throws StoreException {
        return new SharedList(own, places).entries();
    }

    /** What can be done with it is asked at each call. */
    @Override
    public Mailbox open(MailboxName name) throws StoreException {
        return SharedMailbox.open(place(name));
    }

    @Override
    public MailboxStatus status(MailboxName name) throws StoreException {
        Place place = place(name);
        place.require(Right.READ);
        MailboxStatus status = place.account().status(place.inside());
        MailboxInfo info =
                new MailboxInfo(name, status.info().id(), status.info().uidValidity());
        return new MailboxStatus(
                info,
                status.messages(),
                status.unseen(),
                status.deleted(),
                status.recent(),
                status.size(),
                status.uidNext(),
                status.highestModSeq());
    }

    @Override
    public MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        return making.create(name, use);
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        Place place = place(name);
        place.require(Right.DELETE);
        if (place.inside().isInbox()) {
            throw new StoreException(Problem.CANNOT, "INBOX cannot be deleted");
        }
        place.account().delete(place.inside());
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        making.rename(from, to);
    }

    /** A user's subscriptions are his own, whatever they are of. */
    @Override
    public void subscribe(MailboxName name, MailboxEntry.Subscription subscription) throws StoreException {
        own.subscribe(name, subscription);
    }

    @Override
    public Map<MailboxName, MailboxUse> useByMailbox() throws StoreException {
        return own.useByMailbox();
    }

    @Override
    public OptionalLong largestMessage() {
        return own.largestMessage();
    }

    @Override
    public OptionalLong mostMailboxes() {
        return own.mostMailboxes();
    }

    @Override
    public Ledger ledger() {
        return own.ledger();
    }

    @Override
    public StorageUse use() throws StoreException {
        return own.use();
    }

    @Override
    public StorageUse sharedUse() throws StoreException {
        return own.sharedUse();
    }

    @Override
    public StorageUse recalculate() throws StoreException {
        return own.recalculate();
    }

    @Override
    public Optional<StorageAlarm> alarm() throws StoreException {
        return own.alarm();
    }

    @Override
    public void requireRoom(long octets, long messages) throws StoreException {
        own.requireRoom(octets, messages);
    }

    @Override
    public void requireRoom(MailboxName mailbox, long octets, long messages) throws StoreException {
        Place place = place(mailbox);
        place.account().requireRoom(place.inside(), octets, messages);
    }

    @Override
    public HeldMessages held() throws StoreException {
        return own.held();
    }

    @Override
    public Optional<UserName> owner(MailboxName name) throws StoreException {
        return place(name).owner();
    }

    @Override
    public boolean isPersonal(MailboxName name) throws StoreException {
        return places.isPersonal(own, name);
    }

    @Override
    public AccessList access(MailboxName name) throws StoreException {
        Place place = place(name);
        place.require(Right.ADMINISTER);
        AccessList list = place.account().access(place.inside());
        return place.isPublic() ? list : withOwner(list, place.account().user());
    }

    /** What an owner has without an entry, said as if he had one. */
    private static AccessList withOwner(AccessList list, UserName owner) throws StoreException {
        AccessIdentifier entry = AccessIdentifier.of(owner, AccessIdentifier.Sign.GRANTS);
        AccessIdentifier any = AccessIdentifier.of(AccessIdentifier.Kind.OWNER, AccessIdentifier.Sign.GRANTS);
        Rights rights = list.get(entry).orElse(Rights.ALL).plus(AccessList.OF_OWNERS);
        return list.get(any).isPresent() && list.get(entry).isEmpty()
                ? list
                : list.with(new AccessChange(entry, AccessChange.Kind.REPLACE, rights), rights, Integer.MAX_VALUE);
    }

    @Override
    public void changeAccess(MailboxName name, AccessChange change) throws StoreException {
        Place place = place(name);
        place.require(Right.ADMINISTER);
        place.account().changeAccess(place.inside(), change);
    }

    @Override
    public Rights rights(MailboxName name) throws StoreException {
        return place(name).known();
    }

    @Override
    public Annotations annotations(Annotated of) throws StoreException {
        if (of.mailbox().isEmpty()) {
            return own.annotations(of);
        }
        Place place = annotated(of.mailbox().get());
        Annotations all = place.account().annotations(Annotated.mailbox(place.inside()));
        return place.isOwn() ? PrivateEntries.ofOwner(all) : new PrivateEntries(user()).seen(all);
    }

    @Override
    public void annotate(Annotated of, Map<String, Optional<AnnotationValue>> changes) throws StoreException {
        if (of.mailbox().isEmpty()) {
            own.annotate(of, changes);
            return;
        }
        Place place = annotated(of.mailbox().get());
        Annotated inside = Annotated.mailbox(place.inside());
        if (place.isOwn()) {
            place.account().annotate(inside, changes);
        } else {
            PrivateEntries mine = new PrivateEntries(user());
            mine.requireRoom(place.account().annotations(inside), changes, limits());
            place.account().annotate(inside, mine.kept(changes));
        }
    }

    private Place annotated(MailboxName name) throws StoreException {
        Place place = place(name);
        Rights rights = place.rights();
        place.require(rights, Right.LOOKUP);
        if (!rights.hasAny(ANNOTATING)) {
            throw new StoreException(Problem.NO_PERMISSION, name + " needs a right to its messages");
        }
        return place;
    }

    @Override
    public StoreLimits limits() {
        return own.limits();
    }

    /** Of the user's own mailboxes. */
    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        return own.watch(change -> {
            if (change instanceof Change.Annotations annotations) {
                PrivateEntries.ofOwner(annotations).ifPresent(listener);
            } else {
                listener.accept(change);
            }
        });
    }

    @Override
    public Watch watchOthers(Consumer<Change> listener) throws StoreException {
        return SharedWatch.begin(places.store(), places.viewer(), listener);
    }
}
