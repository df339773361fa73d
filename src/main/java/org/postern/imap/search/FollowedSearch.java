package org.postern.imap.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.search.ContextLine.Change;
import org.postern.imap.state.FollowedResult;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.Updates;
import org.postern.imap.syntax.Addressing;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * A search whose result the client keeps (RFC 5267 4.3). Only messages that are new or have changed are asked again, a few
 * at a time. Sequence numbers in its keys mean the messages that they meant when the search was made.
 */
final class FollowedSearch implements FollowedResult {
    /** Messages asked for one line. */
    private static final int AT_ONCE = 200;

    private final SelectedMailbox selected;
    private final SearchTest test;
    private final Addressing addressing;
    private final Correlator correlator;
    private final ResultPlaces places;
    /** The last message that was asked when it came. */
    private long last;

    /**
     * Begins.
     *
     * @param found what the client is about to be told
     */
    FollowedSearch(SelectedMailbox selected, SearchTest test, Followed followed, Results found) {
        this.selected = selected;
        this.test = test;
        this.addressing = followed.addressing();
        this.correlator = followed.correlator();
        this.places = new ResultPlaces(found, followed.ranking());
        this.last = newest();
    }

    /**
     * What the client gave.
     *
     * @param ranking the order of the result, if not the mailbox's
     */
    record Followed(Addressing addressing, Correlator correlator, Optional<SearchOrder.Ranking> ranking) {}

    private long newest() {
        MailboxView view = selected.view();
        return view.size() == 0 ? 0 : view.uid(view.size());
    }

    @Override
    public String tag() {
        return correlator.tag();
    }

    @Override
    public UntaggedSeries before(Updates updates) {
        Results gone = Results.of(places.members().and(updates.vanished()));
        if (gone.isEmpty()) {
            return UntaggedSeries.none();
        }
        Results numbers = addressing == Addressing.UID ? gone : expunged(gone, updates);
        return UntaggedSeries.of(
                List.of(line(List.of(new Change(Change.Kind.REMOVEFROM, numbers, places.remove(gone))))));
    }

    /** The sequence numbers they had. */
    private static Results expunged(Results gone, Updates updates) {
        int[] numbers = new int[gone.size()];
        PrimitiveIterator.OfLong uids = updates.vanished().iterator();
        for (int found = 0, left = updates.expunged().size(); found < numbers.length; left--) {
            if (uids.nextLong() == gone.get(found)) {
                numbers[found++] = updates.expunged().get(left - 1);
            }
        }
        return Results.ordered(numbers);
    }

    @Override
    public UntaggedSeries after(Updates updates) {
        UidSet.Builder asked = new UidSet.Builder().addAll(updates.flags()).addAll(updates.modSeqs());
        MailboxView view = selected.view();
        for (int sequence = view.size(); sequence > 0 && view.uid(sequence) > last; sequence--) {
            asked.add(view.uid(sequence));
        }
        last = newest();
        PrimitiveIterator.OfLong uids = asked.build().iterator();
        return () -> uids.hasNext() ? changes(uids) : null;
    }

    private @Nullable Untagged changes(PrimitiveIterator.OfLong uids) throws StoreException {
        UidSet.Builder some = new UidSet.Builder();
        for (int left = AT_ONCE; left > 0 && uids.hasNext(); left--) {
            some.add(uids.nextLong());
        }
        UidSet asked = some.build();
        UidSet matching = Matches.among(asked, selected, test);
        Results gone = Results.of(asked.minus(matching).and(places.members()));
        Results come = Results.of(matching.minus(places.members()));
        List<Change> changes = new ArrayList<>();
        if (!gone.isEmpty()) {
            changes.add(new Change(Change.Kind.REMOVEFROM, numbers(gone), places.remove(gone)));
        }
        if (!come.isEmpty()) {
            changes.add(new Change(Change.Kind.ADDTO, numbers(come), places.add(come)));
        }
        return changes.isEmpty() ? Untagged.NOTHING : line(changes);
    }

    private Results numbers(Results uids) {
        return addressing == Addressing.UID ? uids : uids.sequences(selected.view());
    }

    private ContextLine line(List<Change> changes) {
        return new ContextLine(correlator, addressing, changes);
    }
}
