package org.postern.store.memory;

import java.util.concurrent.atomic.AtomicInteger;
import org.postern.store.MessageBody;
import org.postern.store.SpooledMessage;

/** A received message not yet placed. */
final class MemorySpooled implements SpooledMessage {
    private final Octets octets;
    private final AtomicInteger openSpools;
    private final AtomicInteger openBodies;
    private volatile boolean closed;

    MemorySpooled(Octets octets, AtomicInteger openSpools, AtomicInteger openBodies) {
        this.octets = octets;
        this.openSpools = openSpools;
        this.openBodies = openBodies;
    }

    /** The octets, to be shared with the mailboxes it is placed in. */
    Octets octets() {
        if (closed) {
            throw new IllegalStateException("spooled message is closed");
        }
        return octets;
    }

    @Override
    public long size() {
        return octets.size();
    }

    @Override
    public void setAside() {
        // memory is all there is
    }

    @Override
    public MessageBody body() {
        return new MemoryBody(octets(), openBodies);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            openSpools.decrementAndGet();
        }
    }
}
