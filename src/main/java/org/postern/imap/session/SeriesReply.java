package org.postern.imap.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.net.Reply;
import org.postern.store.StoreException;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** Untagged responses unasked. */
final class SeriesReply implements Reply {
    private final UntaggedSeries series;
    private @Nullable Untagged current;

    SeriesReply(UntaggedSeries series) {
        this.series = series;
    }

    @Override
    public Progress pull(WireOut out) throws IOException {
        while (!out.isFull()) {
            if (current == null) {
                current = poll();
            }
            if (current == null) {
                return Progress.DONE;
            }
            if (current.encode(out) == Progress.DONE) {
                current = null;
            }
        }
        return Progress.MORE;
    }

    private @Nullable Untagged poll() {
        try {
            return series.poll();
        } catch (StoreException e) {
            return null; // the next command tells it
        }
    }
}
