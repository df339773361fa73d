package org.postern.store.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;

/** Receives one message into the heap; one thread at a time. */
final class MemorySpool implements Spool {
    private final AtomicInteger openSpools;
    private final AtomicInteger openBodies;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[1024];
    private int used;
    private boolean ended;

    MemorySpool(AtomicInteger openSpools, AtomicInteger openBodies) {
        this.openSpools = openSpools;
        this.openBodies = openBodies;
        openSpools.incrementAndGet();
    }

    @Override
    public void write(ByteBuffer octets) {
        requireOpen();
        while (octets.hasRemaining()) {
            if (used == last.length) {
                grow();
            }
            int n = Math.min(octets.remaining(), last.length - used);
            octets.get(last, used, n);
            used += n;
        }
    }

    private void grow() {
        if (last.length < Octets.CHUNK) {
            last = java.util.Arrays.copyOf(last, Math.min(Octets.CHUNK, last.length * 4));
        } else {
            full.add(last);
            last = new byte[Octets.CHUNK];
            used = 0;
        }
    }

    @Override
    public long size() {
        return (long) full.size() * Octets.CHUNK + used;
    }

    @Override
    public SpooledMessage seal() {
        requireOpen();
        ended = true; // the spooled message counts as the open one from here
        return new MemorySpooled(Octets.of(full, last, used), openSpools, openBodies);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            openSpools.decrementAndGet();
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("spool is sealed or closed");
        }
    }
}
