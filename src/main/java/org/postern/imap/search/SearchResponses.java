package org.postern.imap.search;

import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
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

    private enum State {
        SEARCHING,
        ORDERING,
        ORDERED,
        TOLD
    }

    /**
     * What the answer looks like.
     *
     * @param tag of the command
     */
    public record Answer(Kind kind, String tag, SearchProgram.HighestModSeq modSeq) {
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
                    order.begin(matches.found());
                    state = State.ORDERING;
                }
            }
            case ORDERING -> state = order.goOn() ? State.ORDERING : State.ORDERED;
            case ORDERED -> {
                state = State.TOLD;
                return found(order.results());
            }
            case TOLD -> {
                return null;
            }
        }
        return Untagged.NOTHING;
    }

    private @Nullable Untagged found(Results uids) {
        if (search.wants(ReturnOption.SAVE)) {
            selected.view().save(saved(uids));
        }
        if (search.options().onlySave()) {
            return null;
        }
        Results numbers = search.addressing() == Addressing.UID ? uids : uids.sequences(selected.view());
        long modSeq = answer.modSeq() == SearchProgram.HighestModSeq.TOLD ? highestModSeq(uids) : 0;
        return switch (answer.kind()) {
            case SEARCH, SORT -> new SearchLine(answer.kind(), numbers, modSeq);
            case ESEARCH -> new EsearchLine(search, answer.tag(), numbers, modSeq);
        };
    }

    /** RFC 5182 2.4: with MIN or MAX alone these are saved, otherwise everything. */
    private UidSet saved(Results uids) {
        if (uids.isEmpty() || search.options().keepsEverything()) {
            return uids.toSet();
        }
        UidSet.Builder ends = new UidSet.Builder();
        if (search.wants(ReturnOption.MIN)) {
            ends.add(uids.get(0));
        }
        if (search.wants(ReturnOption.MAX)) {
            ends.add(uids.get(uids.size() - 1));
        }
        return ends.build();
    }

    /** 0 when nothing was found. */
    private long highestModSeq(Results uids) {
        long highest = 0;
        for (int i = 0; i < uids.size(); i++) {
            int row = selected.view().row(uids.get(i));
            highest = Math.max(highest, selected.view().snapshot().modSeq(row));
        }
        return highest;
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
