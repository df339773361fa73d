package org.postern.imap.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Language;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.net.Reply;
import org.postern.store.StoreException;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** Untagged responses unasked. */
final class SeriesReply implements Reply {
    private final UntaggedSeries series;
    private final Language language;
    private @Nullable Untagged current;

    SeriesReply(UntaggedSeries series, Language language) {
        this.series = series;
        this.language = language;
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

    @Override
    public void close() {
        series.close();
    }

    private @Nullable Untagged poll() {
        try {
            Untagged next = series.poll();
            return next == null ? null : next.in(language);
        } catch (StoreException e) {
            return null; // the next command tells it
        }
    }
}
