package org.postern.imap.response;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postern.store.StoreException;

/** Another answer with its own {@code after} and {@code delay}. */
record DecoratedResponses(Responses inner, After after, Duration delay) implements Responses {
    @Override
    public @Nullable Untagged poll() throws StoreException {
        return inner.poll();
    }

    @Override
    public Completion completion() {
        return inner.completion();
    }

    @Override
    public void close() {
        inner.close();
    }
}
