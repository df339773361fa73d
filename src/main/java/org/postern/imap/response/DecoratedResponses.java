package org.postern.imap.response;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.StoreException;

/** Another answer with lines before it, and its own {@code after} and {@code delay}. */
record DecoratedResponses(UntaggedSeries first, Responses inner, After after, Duration delay) implements Responses {
    @Override
    public @Nullable Untagged poll() throws StoreException {
        Untagged next = first.poll();
        return next != null ? next : inner.poll();
    }

    @Override
    public Completion completion() {
        return inner.completion();
    }

    @Override
    public Optional<WorkDone> workDone() {
        return inner.workDone();
    }

    @Override
    public void close() {
        first.close();
        inner.close();
    }
}
