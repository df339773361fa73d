package org.postern.imap.state;

import java.util.function.Predicate;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.syntax.Addressing;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * What has happened in the selected mailbox, as the client wants to be told ({@link Notifications}). All of a series must
 * have been sent before the next is asked for.
 */
public final class SelectedNews {
    private SelectedNews() {}

    /** With a command, or during IDLE. */
    public static UntaggedSeries of(ImapContext ctx, Addressing addressing, Expunges expunges) throws StoreException {
        if (ctx.notifications().selected() == Notifications.Selected.NEVER) {
            ctx.selected().view().forget();
            // Nothing, or how far back a client with QRESYNC must ask because of that.
            return UpdateLines.of(ctx.selected(), Updates.NONE, new Telling(addressing, ctx.telling()));
        }
        return all(ctx, addressing, expunges);
    }

    /** With a command that changes the mailbox: its answer is in it, so it is told in any case. */
    public static UntaggedSeries all(ImapContext ctx, Addressing addressing, Expunges expunges) throws StoreException {
        return series(ctx, addressing, expunges, updates -> true);
    }

    /** Between commands. */
    public static UntaggedSeries unasked(ImapContext ctx) throws StoreException {
        if (ctx.selection().isEmpty() || !ctx.notifications().selected().isUnasked()) {
            return UntaggedSeries.none();
        }
        Expunges expunges =
                ctx.notifications().selected() == Notifications.Selected.AT_ONCE ? Expunges.TOLD : Expunges.WITHHELD;
        return series(ctx, Addressing.UID, expunges, updates -> !updates.isEmpty());
    }

    private static UntaggedSeries series(
            ImapContext ctx, Addressing addressing, Expunges expunges, Predicate<Updates> told) throws StoreException {
        Notifications notifications = ctx.notifications();
        SelectedMailbox selected = ctx.selected();
        MailboxView view = selected.view();
        view.tell(notifications.flagging());
        long last = view.size() == 0 ? 0 : view.uid(view.size());
        Updates updates = selected.sync(expunges);
        if (!told.test(updates)) {
            return UntaggedSeries.none();
        }
        // RFC 5465 5.1: whoever has asked for changes is told the UID with them.
        boolean names = notifications.selected().isUnasked();
        Telling telling = new Telling(names ? Addressing.UID : addressing, ctx.telling());
        UntaggedSeries lines = UpdateLines.of(selected, updates, telling);
        if (updates.exists().isEmpty() || last == UidSet.MAX) {
            return lines;
        }
        return lines.then(notifications.arrived(selected, view.snapshot().uidsFrom(last + 1)));
    }
}
