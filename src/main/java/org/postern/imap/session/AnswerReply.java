package org.postern.imap.session;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Language;
import org.postern.imap.response.ProblemAnswer;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.net.Reply;
import org.postern.store.StoreException;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * The whole answer to a command: updates that may be told before, what the command says, updates that may be told after,
 * the last line.
 */
final class AnswerReply implements Reply {
    private enum Phase {
        BEFORE,
        ANSWER,
        AFTER,
        LAST_LINE,
        DONE
    }

    private final UntaggedSeries before;
    private final Responses answer;
    private final Ending ending;
    private Phase phase = Phase.BEFORE;
    private UntaggedSeries after = UntaggedSeries.none();
    private @Nullable Untagged current;
    private @Nullable Completion completion;

    AnswerReply(UntaggedSeries before, Responses answer, Ending ending) {
        this.before = before;
        this.answer = answer;
        this.ending = ending;
    }

    @Override
    public Progress pull(WireOut out) throws IOException {
        while (phase != Phase.DONE && !out.isFull()) {
            if (current == null) {
                advance(out);
            } else {
                encode(current, out);
            }
        }
        return phase == Phase.DONE ? Progress.DONE : Progress.MORE;
    }

    private void encode(Untagged line, WireOut out) throws IOException {
        int room = out.room();
        if (line.encode(out) == Progress.DONE) {
            current = null;
        }
        if (out.room() != room) {
            ending.patience().told();
        }
    }

    private void advance(WireOut out) {
        switch (phase) {
            case BEFORE -> {
                current = spoken(pollBefore());
                phase = current == null ? Phase.ANSWER : phase;
            }
            case ANSWER -> {
                current = spoken(ending.patience().due(answer::workDone).orElseGet(this::pollAnswer));
                if (current == null) {
                    after = ending.updates(completed());
                    phase = Phase.AFTER;
                }
            }
            case AFTER -> {
                current = spoken(pollAfter());
                phase = current == null ? Phase.LAST_LINE : phase;
            }
            case LAST_LINE -> {
                ending.lastLine(completed(), out);
                phase = Phase.DONE;
            }
            case DONE -> {}
        }
    }

    private @Nullable Untagged spoken(@Nullable Untagged line) {
        return line == null ? null : line.in(ending.language());
    }

    private @Nullable Untagged pollBefore() {
        try {
            return before.poll();
        } catch (StoreException e) {
            return null;
        }
    }

    private @Nullable Untagged pollAnswer() {
        try {
            return answer.poll();
        } catch (StoreException e) {
            completion = ProblemAnswer.of(e);
            return null;
        }
    }

    private @Nullable Untagged pollAfter() {
        try {
            return after.poll();
        } catch (StoreException e) {
            return null;
        }
    }

    private Completion completed() {
        if (completion == null) {
            completion = answer.completion();
        }
        return completion;
    }

    @Override
    public Next next() {
        if (ending.isLast()) {
            return Next.CLOSE;
        }
        return switch (answer.after()) {
            case READ_ON -> Next.READ_ON;
            case START_TLS -> Next.START_TLS;
            case START_COMPRESSION -> Next.START_COMPRESSION;
            case END_COMPRESSION -> Next.END_COMPRESSION;
            case CLOSE -> Next.CLOSE;
        };
    }

    @Override
    public Duration delay() {
        return answer.delay();
    }

    @Override
    public void close() {
        before.close();
        answer.close();
        after.close();
    }

    /** How the dispatcher ends an answer. */
    interface Ending {
        /** What people are spoken to in. */
        Language language();

        /** How long the client has waited. */
        Patience patience();

        /** What may be told once the command is done. */
        UntaggedSeries updates(Completion completion);

        /** The tagged line, or the continuation request of a command that goes on. */
        void lastLine(Completion completion, WireOut out);

        /** Whether the connection closes afterwards for a reason of the dispatcher's. */
        boolean isLast();
    }
}
