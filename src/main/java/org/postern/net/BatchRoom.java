package org.postern.net;

import org.postern.wire.WireOut;

/**
 * How much a conversation may have in one batch: more from one full batch to the next while a client takes one after the other,
 * which makes for fewer, longer turns; and spare room for an answer that is worth one write. Belongs to the conversation.
 *
 * <p>Invariant: whatever was taken of the spare room since {@link #begin} is {@link #spareTaken}.
 */
final class BatchRoom {
    /** How many times larger batches become at most. */
    private static final int GROWTH = 4;

    private final int usual;
    private final SpareRoom spare;
    /** Octets of the next batch. */
    private int room;
    /** Octets that the batch under way has got beyond its room. */
    private int spareTaken;

    /** @param usual octets of a batch, at first and of one that follows silence */
    BatchRoom(int usual, SpareRoom spare) {
        this.usual = usual;
        this.spare = spare;
        this.room = usual;
    }

    /** A batch begins; returns its octets. */
    int begin() {
        spareTaken = 0;
        return room;
    }

    /** Gives an answer that is worth one write more room in the batch under way; false when there is none. */
    boolean widen(WireOut batch) {
        if (!spare.take(spareTaken)) {
            return false;
        }
        spareTaken += SpareRoom.STEP;
        batch.widen(SpareRoom.STEP);
        return true;
    }

    /** The batch is what it will be. */
    void end(WireOut batch) {
        room = batch.isFull() ? Math.min(2 * room, GROWTH * usual) : Math.max(usual, room / 2);
    }

    /** Octets to be given back to the spare room when the batch under way has left. */
    int spareTaken() {
        return spareTaken;
    }
}
