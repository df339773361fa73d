package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.postern.net.Conversation.Outcome;
import org.postern.wire.WireOut.Octets;
import org.postern.wire.WireOut.Region;
import org.postern.wire.WireOut.Segment;

/**
 * Takes batches from the worker that makes them to the channel.
 *
 * <p>Invariants: a batch counts as unsent from before it is written until it has left for the kernel or is given up; its spare
 * room is given back then, once, and so are the segments of one that never gets to the channel. A worker goes ahead of the
 * channel only while nothing is unsent, so that with the batch its turn ends with two are at most.
 */
final class BatchWriter {
    private final Channel channel;
    private final ChannelLoop loop;
    private final SpareRoom spare;
    private final Receiver receiver;
    /** The one field that workers use too. */
    private final AtomicInteger unsent = new AtomicInteger();

    /** Who is told what became of batches, on the event loop. */
    interface Receiver {
        /** A batch has left, or could not be written; it does not count any more. */
        void written(Future<?> write);

        /** After {@link #written}, unless that came while {@link #write} was still going on. */
        void writtenLater();
    }

    BatchWriter(ChannelLoop loop, SpareRoom spare, Receiver receiver) {
        this.channel = loop.channel();
        this.loop = loop;
        this.spare = spare;
        this.receiver = receiver;
    }

    /** Whether anything is unsent. Any thread. */
    boolean isWriting() {
        return unsent.get() > 0;
    }

    /** Counts a batch before it is handed over, if nothing is unsent; false otherwise. On a worker. */
    boolean goAhead() {
        return unsent.compareAndSet(0, 1);
    }

    /**
     * Gives a batch to the event loop. On a worker.
     *
     * @throws RejectedExecutionException when the event loops have ended before their connections; the batch is given up
     */
    void handOver(Outcome batch, Consumer<Outcome> taker) {
        try {
            loop.execute(() -> taker.accept(batch));
        } catch (RejectedExecutionException e) {
            spare.giveBack(batch.spare());
            release(batch.segments());
            throw e;
        }
    }

    /** Writes the batch that a turn ended with, which nobody has counted. */
    void writeLast(Outcome batch) {
        unsent.incrementAndGet();
        write(batch);
    }

    /** Writes a batch that has been counted. */
    void write(Outcome batch) {
        ChannelFuture last = null;
        for (Segment segment : batch.segments()) {
            last = channel.write(message(segment));
        }
        if (last == null) {
            left(batch);
            return;
        }
        channel.flush();
        if (last.isDone()) {
            left(batch);
            receiver.written(last);
        } else {
            last.addListener(f -> loop.guarded(() -> {
                left(batch);
                receiver.written(f);
                receiver.writtenLater();
            }));
        }
    }

    /** Sent or given up, nothing of it is in memory any more. */
    private void left(Outcome batch) {
        spare.giveBack(batch.spare());
        unsent.decrementAndGet();
    }

    /** On a worker, whose turn goes on; what it makes at its end is written afterwards. */
    void interject(List<Segment> segments) {
        try {
            loop.execute(() -> interjected(segments));
        } catch (RejectedExecutionException e) {
            release(segments);
        }
    }

    /** A short line now and then: whether it has left nobody waits for. */
    private void interjected(List<Segment> segments) {
        for (Segment segment : segments) {
            var unused = channel.write(message(segment));
        }
        channel.flush();
    }

    private static void release(List<Segment> segments) {
        segments.forEach(s -> ReferenceCountUtil.release(message(s)));
    }

    private static Object message(Segment segment) {
        return segment instanceof Octets o ? o.octets() : new LeasedRegion((Region) segment);
    }
}
