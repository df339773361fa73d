package org.postern.imap.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.WorkDone;
import org.postern.imap.search.FollowedSearch.Followed;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.Utf8;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * The answer to a SEARCH or SORT: one line when all messages were asked. Until then it gives lines that write nothing, between
 * which the connection can be looked at.
 */
public final class SearchResponses implements Responses {
    private final SelectedMailbox selected;
    private final Search search;
    private final Answer answer;
    private final Matches matches;
    private final SearchOrder order;
    private State state = State.SEARCHING;
    private long found;
    private Iterator<Untagged> lines = Collections.emptyIterator();

    private enum State {
        SEARCHING,
        ORDERING,
        ORDERED,
        TOLD
    }

    /**
     * What the answer looks like.
     *
     * @param correlator with a place, no line is told when nothing was found (RFC 7377 2.1)
     */
    public record Answer(Kind kind, Correlator correlator, SearchProgram.HighestModSeq modSeq, Utf8 utf8) {
        /** Which response the client is to get. */
        public enum Kind {
            SEARCH,
            SORT,
            ESEARCH
        }
    }

    private SearchResponses(
            SelectedMailbox selected, Matches matches, SearchOrder order, Search search, Answer answer) {
        this.selected = selected;
        this.search = search;
        this.answer = answer;
        this.matches = matches;
        this.order = order;
        if (search.wants(ReturnOption.SAVE)) {
            // RFC 5182 2.1: a search that fails leaves nothing behind.
            selected.view().save(UidSet.NONE);
        }
    }

    /** Begins a search whose keys are bound already. */
    public static SearchResponses search(SelectedMailbox selected, SearchTest test, Search search, Answer answer) {
        Matches matches = new Matches(selected, test, search.options().wanted());
        return new SearchResponses(selected, matches, SearchOrder.ofMailbox(), search, answer);
    }

    /** As {@link #search}, what is found in another order. */
    public static SearchResponses sorted(
            SelectedMailbox selected, SearchTest test, SearchOrder order, Search search, Answer answer) {
        return new SearchResponses(selected, Matches.every(selected, test), order, search, answer);
    }

    @Override
    public @Nullable Untagged poll() throws StoreException {
        switch (state) {
            case SEARCHING -> {
                if (!matches.goOn()) {
                    UidSet all = matches.found();
                    found = all.size();
                    order.begin(all, matches.scores());
                    state = State.ORDERING;
                }
            }
            case ORDERING -> state = order.goOn() ? State.ORDERING : State.ORDERED;
            case ORDERED -> {
                lines = found(order.results()).iterator();
                state = State.TOLD;
            }
            case TOLD -> {
                return lines.hasNext() ? lines.next() : null;
            }
        }
        return Untagged.NOTHING;
    }

    private List<Untagged> found(Results uids) {
        if (search.wants(ReturnOption.SAVE)) {
            selected.view().save(about(uids));
        }
        List<Untagged> told = new ArrayList<>();
        boolean silent = answer.correlator().place().isPresent() && uids.isEmpty();
        if (!search.options().tellsNothing() && !silent) {
            told.add(line(uids));
        }
        if (search.wants(ReturnOption.UPDATE)) {
            follow(uids).ifPresent(told::add);
        }
        return told;
    }

    private Untagged line(Results uids) {
        Results numbers = search.addressing() == Addressing.UID ? uids : uids.sequences(selected.view());
        long modSeq = answer.modSeq() == SearchProgram.HighestModSeq.TOLD ? highestModSeq(about(uids)) : 0;
        return switch (answer.kind()) {
            case SEARCH, SORT -> new SearchLine(answer.kind(), numbers, modSeq);
            case ESEARCH ->
                new EsearchLine(search, answer.correlator(), new EsearchLine.Told(numbers, modSeq, relevancy(uids)));
        };
    }

    /** The score of each, where the client wants it. */
    private Results relevancy(Results uids) {
        int[] scores = new int[search.wants(ReturnOption.RELEVANCY) ? uids.size() : 0];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = matches.scores().of(uids.get(i));
        }
        return Results.ordered(scores);
    }

    /** Tells the client of changes from now on, or that it does not (RFC 5267 4.3.1). */
    private Optional<Untagged> follow(Results uids) {
        if (!selected.followed().hasRoom() || !order.canBeFollowed()) {
            return Optional.of(Untagged.line(
                    "NO [" + Code.noUpdate(answer.correlator().tag()).text() + "] The result is not followed"));
        }
        Followed followed = new Followed(search, answer.correlator(), answer.utf8(), order.ranking());
        selected.followed().follow(new FollowedSearch(selected, matches.test(), followed, uids));
        return Optional.empty();
    }

    /** What the answer is about, which SAVE keeps (RFC 5182 2.4, RFC 9394 3.2). */
    private UidSet about(Results uids) {
        if (uids.isEmpty() || search.options().isAboutEverything()) {
            return uids.toSet();
        }
        UidSet.Builder some = new UidSet.Builder();
        search.options()
                .partial()
                .ifPresent(range -> some.addAll(uids.part(range).toSet()));
        if (search.wants(ReturnOption.MIN)) {
            some.add(uids.get(0));
        }
        if (search.wants(ReturnOption.MAX)) {
            some.add(uids.get(uids.size() - 1));
        }
        return some.build();
    }

    /** 0 when nothing was found. */
    private long highestModSeq(UidSet uids) {
        MailboxView view = selected.view();
        long[] highest = {0};
        uids.forEach(uid -> highest[0] = Math.max(highest[0], view.snapshot().modSeq(view.row(uid))));
        return highest[0];
    }

    @Override
    public Optional<WorkDone> workDone() {
        WorkDone searched = matches.workDone();
        if (order.ranking().isEmpty()) {
            return Optional.of(searched);
        }
        return Optional.of(
                state == State.SEARCHING
                        ? searched.asFirstHalf()
                        : searched.withSecondHalf(new WorkDone(order.done(), found)));
    }

    @Override
    public void close() {
        matches.close();
        order.close();
    }

    @Override
    public Completion completion() {
        return Completion.ok("Search completed");
    }
}
