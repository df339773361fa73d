package org.postern.imap.sort;

import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.WorkDone;
import org.postern.imap.search.Matches;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.mime.Collation;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** The answer to a THREAD: one line, when all messages were looked at; until then lines that write nothing. */
public final class ThreadResponses implements Responses {
    private final SelectedMailbox selected;
    private final Program program;
    private final Matches matches;
    private final KeyReader reader;
    private final ThreadMessages.Columns columns;
    private State state = State.SEARCHING;
    private long found;

    private enum State {
        SEARCHING,
        READING,
        READ,
        TOLD
    }

    /** What was asked for. */
    public record Program(ThreadAlgorithm algorithm, Addressing addressing, Collation collation) {}

    /** Begins with a search whose keys are bound already. */
    public ThreadResponses(SelectedMailbox selected, SearchTest test, Program program, Keeping keeping) {
        this.selected = selected;
        this.program = program;
        this.matches = Matches.every(selected, test);
        this.reader = new KeyReader(selected, keeping);
        this.columns = ThreadMessages.Columns.of(program.algorithm(), reader, program.collation());
    }

    @Override
    public @Nullable Untagged poll() throws StoreException {
        return switch (state) {
            case SEARCHING -> {
                if (!matches.goOn()) {
                    UidSet all = matches.found();
                    found = all.size();
                    reader.begin(all);
                    state = State.READING;
                }
                yield Untagged.NOTHING;
            }
            case READING -> {
                state = reader.goOn() ? State.READING : State.READ;
                yield Untagged.NOTHING;
            }
            case READ -> {
                state = State.TOLD;
                yield line();
            }
            case TOLD -> null;
        };
    }

    private Untagged line() {
        LongUnaryOperator numbers = program.addressing() == Addressing.UID
                ? LongUnaryOperator.identity()
                : uid -> selected.view().sequence(uid);
        long[] received = reader.values(row -> row.received().toEpochMilli());
        ThreadMessages messages = new ThreadMessages(columns, reader.uids(), received);
        return new ThreadLine(program.algorithm().threads(messages), numbers);
    }

    @Override
    public Optional<WorkDone> workDone() {
        WorkDone searched = matches.workDone();
        return Optional.of(
                state == State.SEARCHING
                        ? searched.asFirstHalf()
                        : searched.withSecondHalf(new WorkDone(reader.count(), found)));
    }

    @Override
    public void close() {
        matches.close();
        reader.close();
    }

    @Override
    public Completion completion() {
        return Completion.ok("Thread completed");
    }
}
