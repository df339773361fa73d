package org.postern.net;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.postern.net.Conversation.Call;
import org.postern.net.Conversation.End;
import org.postern.net.Conversation.Outcome;

/**
 * A turn of a conversation, on a worker. When it has made a batch while none is on its way it hands that over and makes the
 * next one, so that event loop and worker both have something to do.
 *
 * @param in the octets received, the turn's until it is over
 * @param over takes what it ended with, on the event loop; not called when the event loops have ended
 */
record Turn(Conversation conversation, ByteBuf in, Call call, BatchWriter writer, Consumer<Outcome> over)
        implements Runnable {
    /** Batches that a worker makes in one turn at most, for others wait for it too. */
    private static final int MOST_BATCHES = 8;

    @Override
    public void run() {
        try {
            Outcome outcome = conversation.turn(in, call);
            for (int made = 1; goesOn(outcome, made); made++) {
                writer.handOver(outcome, writer::write);
                outcome = conversation.turn(in, call);
            }
            writer.handOver(outcome, over);
        } catch (RejectedExecutionException e) { // the event loops have ended before their connections
            in.release();
            conversation.end();
        }
    }

    /**
     * Whether the next batch is to be made at once; the one before it counts as unsent then. Not before a region has left: of
     * what a client has asked for behind a long message, a DELE for example, nothing is done while much of that is unsent.
     */
    private boolean goesOn(Outcome outcome, int made) {
        return outcome.end() == End.MORE
                && call == Call.NOTHING
                && made < MOST_BATCHES
                && !outcome.hasRegion()
                && writer.goAhead();
    }
}
