package org.postern.net;

import static io.netty.handler.codec.ByteToMessageDecoder.MERGE_CUMULATOR;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** The octets received and not yet handed to a turn. All fields belong to the event loop. */
final class Intake {
    /** Leftovers smaller than this move out of a buffer four times as large rather than hold it. */
    private static final int SMALL = 1024;

    private final ByteBufAllocator allocator;
    private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
    private boolean fresh;

    Intake(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes the buffer over. */
    void add(ByteBuf octets) {
        waiting = MERGE_CUMULATOR.cumulate(allocator, waiting, octets);
        fresh = true;
    }

    /** Whether there are octets that no turn has seen. */
    boolean isFresh() {
        return fresh;
    }

    int size() {
        return waiting.readableBytes();
    }

    /** Hands everything over; the caller owns it. */
    ByteBuf take() {
        ByteBuf taken = waiting;
        waiting = Unpooled.EMPTY_BUFFER;
        fresh = false;
        return taken;
    }

    /** Puts what a turn left before what came meanwhile, in not much more memory than it needs. */
    void giveBack(ByteBuf rest) {
        if (!rest.isReadable()) {
            rest.release();
            return;
        }
        ByteBuf kept = rest;
        if (rest.readableBytes() < SMALL && rest.capacity() > 4 * SMALL) {
            kept = allocator.buffer(rest.readableBytes()).writeBytes(rest);
            rest.release();
        } else if (rest.readerIndex() >= rest.readableBytes()) {
            rest.discardReadBytes();
        }
        waiting = waiting.isReadable() ? MERGE_CUMULATOR.cumulate(allocator, kept, waiting) : kept;
    }

    void drop() {
        take().release();
    }
}
