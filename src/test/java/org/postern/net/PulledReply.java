package org.postern.net;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;
import org.postern.wire.Written;

/** All that a reply says, pulled as {@link ReplyPump} does it but in small batches, and what is to be done then. */
public record PulledReply(String text, Reply.Next next) {
    private static final int BATCH = 256;

    /** Pulls and closes; each octet is one character. */
    public static PulledReply of(Reply reply) {
        StringBuilder text = new StringBuilder();
        try (reply) {
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                try (WireOut out = new WireOut(new UnpooledByteBufAllocator(false), BATCH, WireOut.Regions.REFUSED)) {
                    progress = reply.pull(out);
                    text.append(Written.text(out));
                }
            }
            return new PulledReply(text.toString(), reply.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
