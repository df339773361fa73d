package org.postern.imap.fetch;

import java.io.IOException;
import java.util.List;
import org.postern.imap.response.Untagged;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** One FETCH response, over as many batches as it takes; closes its row behind the last octet. */
final class FetchLine implements Untagged {
    private final FetchRow row;
    private final List<FetchValue> values;
    private final Utf8 utf8;
    private int next;
    private boolean begun;

    FetchLine(FetchRow row, List<FetchValue> values, Utf8 utf8) {
        this.row = row;
        this.values = values;
        this.utf8 = utf8;
    }

    @Override
    public Progress encode(WireOut out) throws IOException {
        ImapComposer composer = new ImapComposer(out, utf8);
        if (!begun) {
            composer.untagged(row.number(), row.response() + " (");
            begun = true;
        }
        while (next < values.size()) {
            if (values.get(next).encode(composer) == Progress.MORE) {
                return Progress.MORE;
            }
            next++;
            if (next < values.size()) {
                composer.space();
            }
            if (out.isFull()) {
                return Progress.MORE;
            }
        }
        composer.close().end();
        row.close();
        return Progress.DONE;
    }
}
