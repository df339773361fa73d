package org.postern.imap.feature;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postern.imap.fetch.FetchResponses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.Notifications;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.store.Change;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.Watch;

/**
 * Notifications of one session: one watch of the account, whose listener only notes names, and the answers that are made
 * of them when they are told. A burst of changes to one mailbox is told once.
 */
final class NotifyNews implements Notifications {
    private final ImapContext ctx;
    private final NotifyWishes wishes;
    private Optional<Watch> watch = Optional.empty();
    /** The thread on which a command of this session runs. */
    private volatile @Nullable Thread worker;

    // What follows is guarded by this.
    private NotifyPending pending = new NotifyPending();
    private UidSet ownArrivals = UidSet.NONE;
    private Set<MailboxName> subscribed = Set.of();
    private boolean subscriptionsChanged;
    private Optional<Change.Renamed> lastRename = Optional.empty();

    private NotifyNews(ImapContext ctx, NotifyWishes wishes) {
        this.ctx = ctx;
        this.wishes = wishes;
        this.subscriptionsChanged = wishes.needsSubscriptions(); // until they are read
    }

    /** Begins to watch, if anything is to be told that the selected mailbox does not tell. */
    static NotifyNews begin(ImapContext ctx, NotifyWishes wishes) throws StoreException {
        NotifyNews news = new NotifyNews(ctx, wishes);
        if (!wishes.groups().isEmpty() || !wishes.items().isEmpty()) {
            news.watch = Optional.of(ctx.account().watch(news::note));
        }
        return news;
    }

    @Override
    public Selected selected() {
        return wishes.selected();
    }

    @Override
    public MailboxView.Flagging flagging() {
        return wishes.flagging();
    }

    @Override
    public void begin() {
        worker = Thread.currentThread();
    }

    @Override
    public void end() {
        worker = null;
    }

    /** Any thread, under the lock of whatever changed. */
    private void note(Change change) {
        if (Thread.currentThread() == worker) {
            noteOwn(change);
            return;
        }
        boolean news;
        synchronized (this) {
            noteOthers(change);
            news = !pending.isEmpty() || subscriptionsChanged;
        }
        if (news) {
            ctx.wake();
        }
    }

    /** RFC 5465 5, 5.2: what the client did itself it is not told. */
    private synchronized void noteOwn(Change change) {
        if (change instanceof Change.Arrived arrived && !wishes.items().isEmpty()) {
            boolean here = ctx.selection()
                    .filter(s -> s.name().equals(arrived.mailbox()))
                    .isPresent();
            ownArrivals = here ? ownArrivals.plus(arrived.uids()) : ownArrivals;
        }
        subscriptionsChanged |= change instanceof Change.Subscribed;
    }

    private void noteOthers(Change change) {
        MailboxName mailbox = change.mailbox();
        switch (change.kind()) {
            case ARRIVED -> message(mailbox, NotifyEvent.MESSAGE_NEW);
            case EXPUNGED -> message(mailbox, NotifyEvent.MESSAGE_EXPUNGE);
            case FLAGGED -> message(mailbox, NotifyEvent.FLAG_CHANGE);
            case REFRESH -> NotifyEvent.OF_MESSAGES.forEach(event -> message(mailbox, event));
            case CREATED -> {
                named(mailbox);
                message(mailbox, NotifyEvent.FLAG_CHANGE); // UIDVALIDITY may be another (RFC 5465 5.1)
            }
            case GONE -> named(mailbox);
            case RENAMED -> renamed((Change.Renamed) change);
            case SUBSCRIBED -> {
                subscriptionsChanged = true;
                if (wants(NotifyEvent.SUBSCRIPTION_CHANGE, mailbox)) {
                    pending.name(mailbox, Optional.empty());
                }
            }
            case ANNOTATIONS -> annotated((Change.Annotations) change);
            case ACCESS -> {} // one's own mailboxes one always sees
        }
    }

    private void message(MailboxName mailbox, NotifyEvent event) {
        if (wants(event, mailbox)) {
            pending.message(mailbox, event);
        }
    }

    /** RFC 5465 5.4: what is above is affected too. */
    private void named(MailboxName mailbox) {
        Stream.concat(Stream.of(mailbox), mailbox.parent().stream())
                .filter(name -> wants(NotifyEvent.MAILBOX_NAME, name))
                .forEach(name -> pending.name(name, Optional.empty()));
    }

    /** RFC 5465 5.4: what is below a renamed mailbox moves with it untold. */
    private void renamed(Change.Renamed change) {
        boolean below = lastRename.filter(above -> isPartOf(above, change)).isPresent();
        if (below) {
            return;
        }
        lastRename = Optional.of(change);
        if (wants(NotifyEvent.MAILBOX_NAME, change.mailbox()) || wants(NotifyEvent.MAILBOX_NAME, change.to())) {
            pending.name(change.to(), Optional.of(change.mailbox()));
        }
    }

    private static boolean isPartOf(Change.Renamed above, Change.Renamed change) {
        String from = above.mailbox().path();
        String to = above.to().path();
        return change.mailbox().isBelow(above.mailbox())
                && change.to().path().equals(to + change.mailbox().path().substring(from.length()));
    }

    private void annotated(Change.Annotations change) {
        boolean wanted = change.of().mailbox().isPresent()
                ? wants(NotifyEvent.MAILBOX_METADATA_CHANGE, change.mailbox())
                : wishes.wantsAnywhere(NotifyEvent.SERVER_METADATA_CHANGE);
        if (wanted) {
            pending.annotations(change.of(), change.entries());
        }
    }

    /** While subscriptions change, any mailbox may be subscribed. */
    private boolean wants(NotifyEvent event, MailboxName mailbox) {
        return wishes.wants(event, mailbox, subscriptionsChanged ? Set.of(mailbox) : subscribed);
    }

    private void readSubscriptions() throws StoreException {
        if (!wishes.needsSubscriptions()) {
            return;
        }
        Set<MailboxName> all = new HashSet<>();
        for (MailboxEntry entry : ctx.account().mailboxes()) {
            if (entry.subscription() == Subscription.SUBSCRIBED) {
                all.add(entry.name());
            }
        }
        synchronized (this) {
            subscribed = all;
        }
    }

    @Override
    public UntaggedSeries elsewhere() {
        NotifyPending taken = take();
        if (taken.isTooMuch()) {
            ctx.tell(new NotifyNews(ctx, NotifyWishes.NONE)); // RFC 5465 5.8: as after NOTIFY NONE
            return UntaggedSeries.of(
                    List.of(Untagged.line("OK [NOTIFICATIONOVERFLOW] Too much has happened, NOTIFY is off")));
        }
        return new NotifyLines(ctx).of(taken);
    }

    private NotifyPending take() {
        refreshSubscriptions();
        synchronized (this) {
            NotifyPending taken = pending;
            pending = new NotifyPending();
            return taken;
        }
    }

    private void refreshSubscriptions() {
        synchronized (this) {
            if (!subscriptionsChanged) {
                return;
            }
            subscriptionsChanged = false;
        }
        try {
            readSubscriptions();
        } catch (StoreException e) {
            synchronized (this) {
                subscriptionsChanged = true; // until they can be read, any mailbox may be subscribed
            }
        }
    }

    /** How the mailboxes stand whose messages the client wants to hear of. */
    UntaggedSeries status() throws StoreException {
        NotifyLines lines = new NotifyLines(ctx);
        for (MailboxEntry entry : ctx.account().mailboxes()) {
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE && isOwn(entry.name())) {
                synchronized (this) {
                    NotifyEvent.OF_MESSAGES.stream()
                            .filter(event -> wants(event, entry.name()))
                            .forEach(event -> lines.status(entry.name(), event));
                }
            }
        }
        return lines.of(new NotifyPending());
    }

    /** Mailboxes of others are told of while they are selected. */
    private boolean isOwn(MailboxName name) throws StoreException {
        return ctx.account().owner(name).filter(ctx.account().user()::equals).isPresent();
    }

    @Override
    public UntaggedSeries arrived(SelectedMailbox selected, UidSet uids) {
        UidSet others;
        synchronized (this) {
            others = uids.minus(ownArrivals);
            ownArrivals = UidSet.NONE;
        }
        if (others.isEmpty() || wishes.items().isEmpty()) {
            return UntaggedSeries.none();
        }
        return UntaggedSeries.of(
                new FetchResponses(selected, others.iterator(), wishes.items(), Addressing.UID, ctx.utf8()));
    }

    @Override
    public void close() {
        watch.ifPresent(Watch::close);
    }
}
