package org.postern.imap.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.UntaggedSeries.LongSource;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** A command's answer, produced on demand: untagged responses until {@link #poll} gives null, then the completion. */
public interface Responses extends AutoCloseable {
    /**
     * The next untagged response, null after the last. It is encoded completely before this is called again.
     *
     * @throws StoreException ends the command with the NO that fits the problem
     */
    @Nullable
    Untagged poll() throws StoreException;

    /** Asked once, after the last response. */
    Completion completion();

    default After after() {
        return After.READ_ON;
    }

    /** How far the work has come, for those who wait long; empty where that is not known. */
    default Optional<WorkDone> workDone() {
        return Optional.empty();
    }

    /** How long to wait before anything is sent, holding no thread; for failed logins. */
    default Duration delay() {
        return Duration.ZERO;
    }

    /** Runs once, also when the client went away half-way: then long work is to be given up. */
    @Override
    default void close() {}

    /** Only a completion. */
    static Responses of(Completion completion) {
        return UntaggedSeries.none().endingIn(completion);
    }

    static Responses ok(String text) {
        return of(Completion.ok(text));
    }

    static Responses ok(Code code, String text) {
        return of(Completion.ok(code, text));
    }

    static Responses no(String text) {
        return of(Completion.no(text));
    }

    static Responses no(Code code, String text) {
        return of(Completion.no(code, text));
    }

    static Responses bad(String text) {
        return of(Completion.bad(text));
    }

    /** {@code Responses.of(list).ok("done")}. */
    static UntaggedSeries of(List<? extends Untagged> untagged) {
        return UntaggedSeries.of(untagged);
    }

    static UntaggedSeries of(Untagged... untagged) {
        return UntaggedSeries.of(List.of(untagged));
    }

    /** One response a UID, made when it is asked for; a source that gives null for a UID skips it. */
    static UntaggedSeries each(UidSet uids, LongSource source) {
        return UntaggedSeries.each(uids, source);
    }

    /** These lines, then this answer. */
    default Responses preceded(List<Untagged> lines) {
        return lines.isEmpty() ? this : new DecoratedResponses(UntaggedSeries.of(lines), this, after(), delay());
    }

    /** This answer, after which the connection does something else than reading on. */
    default Responses then(After after) {
        return new DecoratedResponses(UntaggedSeries.none(), this, after, delay());
    }

    /** This answer, held back for a while. */
    default Responses delayed(Duration delay) {
        return new DecoratedResponses(UntaggedSeries.none(), this, after(), delay);
    }
}
