package org.postern.store.terms;

import java.io.IOException;

/** Makes one kind of exception of what a library throws where files are not what it wrote. */
final class Damage {
    private Damage() {}

    interface Work<T> {
        T run() throws IOException;
    }

    /** Any failure comes out as an {@code IOException}. */
    static <T> T seen(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (RuntimeException e) {
            throw new IOException("the index is damaged, or closed: " + e, e);
        }
    }
}
