package org.postern.imap.sort;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postern.imap.fetch.FetchRow;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.search.Matches;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** The answer to a THREAD: one line, when all messages were looked at; until then lines that write nothing. */
public final class ThreadResponses implements Responses {
    private final SelectedMailbox selected;
    private final Program program;
    private final Matches matches;
    private final RowReader reader;
    private State state = State.SEARCHING;
    private @Nullable Threading threading;

    private enum State {
        SEARCHING,
        READING,
        READ,
        TOLD
    }

    /**
     * What was asked for.
     *
     * @param seed what nobody who writes messages can guess
     */
    public record Program(ThreadAlgorithm algorithm, Addressing addressing, ActiveComparator comparator, long seed) {}

    /** Begins with a search whose keys are bound already. */
    public ThreadResponses(SelectedMailbox selected, SearchTest test, Program program) {
        this.selected = selected;
        this.program = program;
        this.matches = Matches.every(selected, test);
        this.reader = new RowReader(selected);
    }

    @Override
    public @Nullable Untagged poll() throws StoreException {
        return switch (state) {
            case SEARCHING -> {
                if (!matches.goOn()) {
                    begin(matches.found());
                    state = State.READING;
                }
                yield Untagged.NOTHING;
            }
            case READING -> {
                state = reader.goOn(this::add) ? State.READING : State.READ;
                yield Untagged.NOTHING;
            }
            case READ -> {
                state = State.TOLD;
                yield line();
            }
            case TOLD -> null;
        };
    }

    private void begin(UidSet found) {
        reader.begin(found);
        threading = program.algorithm().begin((int) found.size(), program.comparator(), program.seed());
    }

    private void add(FetchRow row) throws StoreException {
        if (threading != null) {
            threading.add(row.uid(), row.received(), row.headerWith(ThreadMessages.FIELDS));
        }
    }

    private @Nullable Untagged line() {
        if (threading == null) {
            return null;
        }
        LongUnaryOperator numbers = program.addressing() == Addressing.UID
                ? LongUnaryOperator.identity()
                : uid -> selected.view().sequence(uid);
        Forest threads = threading.threads();
        threading = null;
        return new ThreadLine(threads, numbers);
    }

    @Override
    public void close() {
        matches.close();
        reader.close();
        threading = null;
    }

    @Override
    public Completion completion() {
        return Completion.ok("Thread completed");
    }
}
