package org.postern.imap.fetch;

import java.time.Instant;
import java.util.Optional;
import org.postern.imap.syntax.DateSyntax;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/** SAVEDATE (RFC 8514 4.2); NIL for a message that came with a name that does not tell. */
public enum SaveDateItem implements FetchItem {
    SAVEDATE;

    @Override
    public FetchValue of(FetchRow row) throws StoreException {
        Optional<Instant> saved = row.saved();
        return out -> {
            out.raw("SAVEDATE ");
            if (saved.isPresent()) {
                out.raw("\"").raw(DateSyntax.compose(saved.get())).raw("\"");
            } else {
                out.nil();
            }
            return Progress.DONE;
        };
    }
}
