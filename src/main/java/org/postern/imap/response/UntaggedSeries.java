package org.postern.imap.response;

import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Untagged responses one after the other, not yet ended by a completion. */
@FunctionalInterface
public interface UntaggedSeries {
    /** The next one, null after the last. */
    @Nullable
    Untagged poll() throws StoreException;

    /** What is open is given back; runs once, also when the series was not pulled to its end. */
    default void close() {}

    /** Makes the response of a UID, or null when there is none. */
    @FunctionalInterface
    interface LongSource {
        @Nullable
        Untagged of(long uid) throws StoreException;
    }

    static UntaggedSeries none() {
        return () -> null;
    }

    static UntaggedSeries of(List<? extends Untagged> untagged) {
        Iterator<? extends Untagged> it = untagged.iterator();
        return () -> it.hasNext() ? it.next() : null;
    }

    static UntaggedSeries each(UidSet uids, LongSource source) {
        PrimitiveIterator.OfLong it = uids.iterator();
        return () -> {
            while (it.hasNext()) {
                Untagged next = source.of(it.nextLong());
                if (next != null) {
                    return next;
                }
            }
            return null;
        };
    }

    /** This series, then another. */
    default UntaggedSeries then(UntaggedSeries second) {
        UntaggedSeries first = this;
        return new UntaggedSeries() {
            @Override
            public @Nullable Untagged poll() throws StoreException {
                Untagged next = first.poll();
                return next != null ? next : second.poll();
            }

            @Override
            public void close() {
                first.close();
                second.close();
            }
        };
    }

    /** The untagged responses of an answer, whatever its end. */
    static UntaggedSeries of(Responses answer) {
        return new UntaggedSeries() {
            @Override
            public @Nullable Untagged poll() throws StoreException {
                return answer.poll();
            }

            @Override
            public void close() {
                answer.close();
            }
        };
    }

    default Responses ok(String text) {
        return endingIn(Completion.ok(text));
    }

    default Responses ok(Code code, String text) {
        return endingIn(Completion.ok(code, text));
    }

    default Responses endingIn(Completion completion) {
        return endingIn(() -> completion);
    }

    /** The completion is asked for after the last response, so it may depend on what happened. */
    default Responses endingIn(Supplier<Completion> completion) {
        return new Responses() {
            @Override
            public @Nullable Untagged poll() throws StoreException {
                return UntaggedSeries.this.poll();
            }

            @Override
            public Completion completion() {
                return completion.get();
            }

            @Override
            public void close() {
                UntaggedSeries.this.close();
            }
        };
    }
}
