package org.postern.imap.search;

import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.wire.Progress;

/**
 * The answer to a SEARCH: one line when all messages were asked. Until then it gives lines that write nothing, between
 * which the connection can be looked at.
 */
public final class SearchResponses implements Responses {
    /** Writes nothing. */
    private static final Untagged BREATH = out -> Progress.DONE;

    private final SelectedMailbox selected;
    private final Search search;
    private final Answer answer;
    private final Matches matches;
    private State state = State.SEARCHING;

    private enum State {
        SEARCHING,
        FOUND,
        TOLD
    }

    /**
     * What the answer looks like.
     *
     * @param tag of the command
     */
    public record Answer(Kind kind, String tag) {
        /** Which response the client is to get. */
        public enum Kind {
            SEARCH,
            ESEARCH
        }
    }

    /** Begins a search whose keys are bound already. */
    public SearchResponses(SelectedMailbox selected, SearchTest test, Search search, Answer answer) {
        this.selected = selected;
        this.search = search;
        this.answer = answer;
        this.matches = new Matches(selected, test, search);
        if (search.wants(ReturnOption.SAVE)) {
            // RFC 5182 2.1: a search that fails leaves nothing behind.
            selected.view().save(UidSet.NONE);
        }
    }

    @Override
    public @Nullable Untagged poll() throws StoreException {
        return switch (state) {
            case SEARCHING -> {
                state = matches.goOn() ? State.SEARCHING : State.FOUND;
                yield BREATH;
            }
            case FOUND -> {
                state = State.TOLD;
                yield found(matches.found());
            }
            case TOLD -> null;
        };
    }

    private @Nullable Untagged found(UidSet uids) {
        if (search.wants(ReturnOption.SAVE)) {
            selected.view().save(saved(uids));
        }
        boolean onlySaves = search.options().size() == 1 && search.wants(ReturnOption.SAVE);
        if (onlySaves) {
            return null;
        }
        UidSet numbers =
                search.addressing() == Addressing.UID ? uids : selected.view().sequences(uids);
        long modSeq = search.modSeq() == Search.HighestModSeq.TOLD ? highestModSeq(uids) : 0;
        return switch (answer.kind()) {
            case SEARCH -> new SearchLine(numbers, modSeq);
            case ESEARCH -> new EsearchLine(search, answer.tag(), numbers, modSeq);
        };
    }

    /** RFC 5182 2.4: with MIN or MAX alone these are saved, otherwise everything. */
    private UidSet saved(UidSet uids) {
        if (search.wantsEveryMatch() || uids.isEmpty()) {
            return uids;
        }
        UidSet ends = UidSet.NONE;
        ends = search.wants(ReturnOption.MIN) ? ends.plus(UidSet.of(uids.min())) : ends;
        return search.wants(ReturnOption.MAX) ? ends.plus(UidSet.of(uids.max())) : ends;
    }

    /** 0 when nothing was found. */
    private long highestModSeq(UidSet uids) {
        MailboxView view = selected.view();
        long[] highest = {0};
        uids.forEach(uid -> highest[0] = Math.max(highest[0], view.snapshot().modSeq(view.row(uid))));
        return highest[0];
    }

    @Override
    public void close() {
        matches.close();
    }

    @Override
    public Completion completion() {
        return Completion.ok("Search completed");
    }
}
