package org.postern.imap.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import org.postern.imap.fetch.FetchItem;
import org.postern.imap.fetch.FetchResponses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.search.ContextLine.Change;
import org.postern.imap.search.ResultPlaces.Coming;
import org.postern.imap.search.ResultPlaces.Moved;
import org.postern.imap.state.FollowedResult;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.Updates;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.Utf8;
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
    /** What is told of messages that come into the mailbox and into the result. */
    private final List<FetchItem> items;

    private final Utf8 utf8;
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
        this.addressing = followed.search().addressing();
        this.items = followed.search().options().items();
        this.utf8 = followed.utf8();
        this.correlator = followed.correlator();
        this.places = new ResultPlaces(found, followed.ranking());
        this.last = newest();
    }

    /**
     * What the client gave.
     *
     * @param ranking the order of the result, if not the mailbox's
     */
    record Followed(Search search, Correlator correlator, Utf8 utf8, Optional<SearchOrder.Ranking> ranking) {}

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
        UidSet gone = places.members().and(updates.vanished());
        if (gone.isEmpty()) {
            return UntaggedSeries.none();
        }
        Moved moved = places.remove(gone);
        Results numbers = addressing == Addressing.UID ? moved.uids() : expunged(moved.uids(), updates);
        return UntaggedSeries.of(List.of(line(List.of(new Change(Change.Kind.REMOVEFROM, numbers, moved.places())))));
    }

    /** The sequence numbers they had. */
    private static Results expunged(Results gone, Updates updates) {
        long[] uids = updates.vanished().stream().toArray();
        int last = uids.length - 1;
        int[] numbers = new int[gone.size()];
        for (int i = 0; i < numbers.length; i++) {
            // Expunged from the last to the first.
            numbers[i] = updates.expunged().get(last - Arrays.binarySearch(uids, gone.get(i)));
        }
        return Results.ordered(numbers);
    }

    @Override
    public UntaggedSeries after(Updates updates) {
        UidSet.Builder asked = new UidSet.Builder().addAll(updates.flags()).addAll(updates.modSeqs());
        long before = last;
        MailboxView view = selected.view();
        for (int sequence = view.size(); sequence > 0 && view.uid(sequence) > before; sequence--) {
            asked.add(view.uid(sequence));
        }
        last = newest();
        return new Changes(asked.build(), before);
    }

    /** First which messages match is found out, then what goes with those that are new is told, then what came and went. */
    private final class Changes implements UntaggedSeries {
        private final PrimitiveIterator.OfLong asked;
        private final UidSet.Builder gone = new UidSet.Builder();
        private final UidSet.Builder come = new UidSet.Builder();
        /** Messages up to this one were there before. */
        private final long before;

        private UntaggedSeries told = UntaggedSeries.none();
        private @Nullable Coming coming;
        private Moved removed = Moved.NOTHING;
        private boolean over;

        Changes(UidSet asked, long before) {
            this.asked = asked.iterator();
            this.before = before;
        }

        @Override
        public @Nullable Untagged poll() throws StoreException {
            if (over) {
                return null;
            }
            if (asked.hasNext()) {
                match();
                return Untagged.NOTHING;
            }
            if (coming == null) {
                removed = places.remove(gone.build());
                coming = places.add(come.build());
                told = fetched(come.build());
            }
            Untagged line = told.poll();
            if (line != null || coming.goOn()) {
                return line != null ? line : Untagged.NOTHING;
            }
            over = true;
            return changed(removed, coming.moved());
        }

        private void match() throws StoreException {
            UidSet.Builder some = new UidSet.Builder();
            for (int left = AT_ONCE; left > 0 && asked.hasNext(); left--) {
                some.add(asked.nextLong());
            }
            UidSet these = some.build();
            UidSet matching = Matches.among(these, selected, test);
            gone.addAll(these.minus(matching).and(places.members()));
            come.addAll(matching.minus(places.members()));
        }

        /** RFC 5465 7: of those that are new, not of those that match now because they have changed. */
        private UntaggedSeries fetched(UidSet matching) {
            UidSet fresh = before == UidSet.MAX ? UidSet.NONE : matching.and(UidSet.range(before + 1, UidSet.MAX));
            return items.isEmpty() || fresh.isEmpty()
                    ? UntaggedSeries.none()
                    : UntaggedSeries.of(new FetchResponses(selected, fresh.iterator(), items, Addressing.UID, utf8));
        }

        private Untagged changed(Moved out, Moved in) {
            List<Change> changes = new ArrayList<>();
            if (!out.uids().isEmpty()) {
                changes.add(change(Change.Kind.REMOVEFROM, out));
            }
            if (!in.uids().isEmpty()) {
                changes.add(change(Change.Kind.ADDTO, in));
            }
            return changes.isEmpty() ? Untagged.NOTHING : line(changes);
        }

        @Override
        public void close() {
            told.close();
            if (coming != null) {
                coming.close();
            }
        }
    }

    private Change change(Change.Kind kind, Moved moved) {
        Results numbers =
                addressing == Addressing.UID ? moved.uids() : moved.uids().sequences(selected.view());
        return new Change(kind, numbers, moved.places());
    }

    private ContextLine line(List<Change> changes) {
        return new ContextLine(correlator, addressing, changes);
    }
}
