package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postern.imap.feature.NotifyGroup.Seen;
import org.postern.imap.feature.NotifyGroup.Seen.Of;
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
 * Notifications of one session: watches of the account and of the mailboxes of others, whose listeners only note names, and
 * the answers that are made of them when they are told. A burst of changes to one mailbox is told once.
 */
final class NotifyNews implements Notifications {
    private final ImapContext ctx;
    private final NotifyWishes wishes;
    private final NotifyNames names;
    private Watch own = Watch.NONE;
    private Watch others = Watch.NONE;
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
        this.names = new NotifyNames(ctx);
        this.subscriptionsChanged = wishes.needsSubscriptions(); // until they are read
    }

    /** Begins to watch, if anything is to be told that the selected mailbox does not tell. */
    static NotifyNews begin(ImapContext ctx, NotifyWishes wishes) throws StoreException {
        NotifyNews news = new NotifyNews(ctx, wishes);
        if (!wishes.groups().isEmpty() || !wishes.items().isEmpty()) {
            news.watch();
        }
        return news;
    }

    private void watch() throws StoreException {
        try {
            own = ctx.account().watch(change -> note(change, Of.USER));
            if (wishes.reachOthers()) {
                others = ctx.account().watchOthers(change -> note(change, Of.OTHERS));
            }
        } catch (StoreException e) {
            close();
            throw e;
        }
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
    private void note(Change change, Of of) {
        if (Thread.currentThread() == worker) {
            noteOwn(change);
            return;
        }
        boolean news;
        synchronized (this) {
            noteForeign(change, of);
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

    private void noteForeign(Change change, Of of) {
        MailboxName mailbox = change.mailbox();
        Seen seen = seen(mailbox, of);
        switch (change.kind()) {
            case ARRIVED -> message(seen, NotifyEvent.MESSAGE_NEW);
            case EXPUNGED -> message(seen, NotifyEvent.MESSAGE_EXPUNGE);
            case FLAGGED -> message(seen, NotifyEvent.FLAG_CHANGE);
            case REFRESH -> NotifyEvent.OF_MESSAGES.forEach(event -> message(seen, event));
            case CREATED -> {
                named(seen);
                message(seen, NotifyEvent.FLAG_CHANGE); // UIDVALIDITY may be another (RFC 5465 5.1)
            }
            case GONE -> named(seen);
            case RENAMED -> renamed((Change.Renamed) change, of);
            case SUBSCRIBED -> {
                subscriptionsChanged = true;
                if (wishes.wants(NotifyEvent.SUBSCRIPTION_CHANGE, seen(mailbox, of))) {
                    pending.name(mailbox, Optional.empty());
                }
            }
            case ANNOTATIONS -> annotated((Change.Annotations) change, of);
            case ACCESS -> access(seen);
        }
    }

    private void message(Seen mailbox, NotifyEvent event) {
        if (wishes.wants(event, mailbox)) {
            pending.message(mailbox.name(), event);
        }
    }

    /** RFC 5465 5.4: what is above is affected too. With a mailbox of another the right to read it may come or go. */
    private void named(Seen mailbox) {
        Stream.concat(Stream.of(mailbox.name()), mailbox.name().parent().stream())
                .filter(name -> wishes.wants(NotifyEvent.MAILBOX_NAME, seen(name, mailbox.of())))
                .forEach(name -> pending.name(name, Optional.empty()));
        if (mailbox.of() == Of.OTHERS) {
            access(mailbox);
        }
    }

    private void access(Seen mailbox) {
        if (wishes.wantsAny(mailbox)) {
            pending.access(mailbox.name());
        }
    }

    /** RFC 5465 5.4: what is below a renamed mailbox moves with it untold. */
    private void renamed(Change.Renamed change, Of of) {
        boolean below = lastRename.filter(above -> isPartOf(above, change)).isPresent();
        if (below) {
            return;
        }
        lastRename = Optional.of(change);
        if (wishes.wants(NotifyEvent.MAILBOX_NAME, seen(change.mailbox(), of))
                || wishes.wants(NotifyEvent.MAILBOX_NAME, seen(change.to(), of))) {
            pending.name(change.to(), Optional.of(change.mailbox()));
        }
    }

    private static boolean isPartOf(Change.Renamed above, Change.Renamed change) {
        String from = above.mailbox().path();
        String to = above.to().path();
        return change.mailbox().isBelow(above.mailbox())
                && change.to().path().equals(to + change.mailbox().path().substring(from.length()));
    }

    private void annotated(Change.Annotations change, Of of) {
        boolean wanted = change.of().mailbox().isPresent()
                ? wishes.wants(NotifyEvent.MAILBOX_METADATA_CHANGE, seen(change.mailbox(), of))
                : wishes.wantsAnywhere(NotifyEvent.SERVER_METADATA_CHANGE);
        if (wanted) {
            pending.annotations(change.of(), change.entries());
        }
    }

    /** While subscriptions change, any mailbox may be subscribed. */
    private Seen seen(MailboxName mailbox, Of of) {
        boolean perhaps = subscriptionsChanged || subscribed.contains(mailbox);
        return new Seen(mailbox, of, perhaps ? Subscription.SUBSCRIBED : Subscription.UNSUBSCRIBED);
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
        return names.of(taken.names(), taken.access()).then(new NotifyLines(ctx).of(taken));
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

    /** Which mailboxes the client wants to hear of and may not read (RFC 5465 3.1). */
    UntaggedSeries denied() throws StoreException {
        Set<MailboxName> watched = new LinkedHashSet<>();
        for (Seen mailbox : selectable()) {
            if (wishes.wantsAny(mailbox)) {
                watched.add(mailbox.name());
            }
        }
        return names.of(Map.of(), watched);
    }

    /** How the mailboxes stand whose messages the client wants to hear of. */
    UntaggedSeries status() throws StoreException {
        NotifyLines lines = new NotifyLines(ctx);
        for (Seen mailbox : selectable()) {
            NotifyEvent.OF_MESSAGES.stream()
                    .filter(event -> wishes.wants(event, mailbox))
                    .forEach(event -> lines.status(mailbox.name(), event));
        }
        return lines.of(new NotifyPending());
    }

    private List<Seen> selectable() throws StoreException {
        List<Seen> all = new ArrayList<>();
        for (MailboxEntry entry : wishes.groups().isEmpty()
                ? List.<MailboxEntry>of()
                : ctx.account().mailboxes()) {
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                Of of = ctx.account().isPersonal(entry.name()) ? Of.USER : Of.OTHERS;
                all.add(new Seen(entry.name(), of, entry.subscription()));
            }
        }
        return all;
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
        own.close();
        others.close();
    }
}
