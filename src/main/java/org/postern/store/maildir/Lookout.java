package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells which names come and go in directories, if the machine can. One instance serves a store.
 *
 * <p>The kernel tells late; but in order: {@link #settle} makes a change of its own and waits until it is told of that, so
 * that everything that happened before has been told too.
 */
interface Lookout extends AutoCloseable {
    /** One mailbox being watched until closed. */
    interface Post extends AutoCloseable {
        Sight sight();

        @Override
        void close();
    }

    /** For machines, and tests, without. */
    Lookout NONE = new Lookout() {
        @Override
        public int worthFrom() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Optional<Post> watch(Path folder) {
            return Optional.empty();
        }

        @Override
        public boolean settle() {
            return false;
        }

        @Override
        public void gather() {
            // nothing is ever told
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /** Directories of fewer messages are read faster than this is asked. */
    int worthFrom();

    /** Watches new/ and cur/ from now on; empty when that is not possible. */
    Optional<Post> watch(Path folder);

    /** Returns whether every change made before this call has reached its {@link Sight}. */
    boolean settle();

    /** Passes on what has been told already. */
    void gather();

    @Override
    void close() throws IOException;
}
