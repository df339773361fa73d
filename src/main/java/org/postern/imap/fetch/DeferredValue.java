package org.postern.imap.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.postern.imap.wire.ImapComposer;
import org.postern.wire.Progress;

/** A value that is made when its turn comes and forgotten when it is written, because it takes memory. */
final class DeferredValue implements FetchValue {
    /** Makes the value. */
    @FunctionalInterface
    interface Making {
        FetchValue make() throws IOException;
    }

    private final Making making;
    private @Nullable FetchValue made;

    DeferredValue(Making making) {
        this.making = making;
    }

    @Override
    public Progress encode(ImapComposer out) throws IOException {
        if (made == null) {
            made = making.make();
        }
        Progress progress = made.encode(out);
        if (progress == Progress.DONE) {
            made = null;
        }
        return progress;
    }
}
