package org.postern.store;

/** A registration; no change is told after {@link #close} returned, except one already under way. */
public interface Watch extends AutoCloseable {
    /** Where there is nothing to watch. */
    Watch NONE = () -> {};

    @Override
    void close();
}
