package org.postern.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.mime.MimePart;
import org.postern.store.StoreException;

/** BODYSTRUCTURE, and BODY without a section (RFC 9051 7.5.2). */
enum StructureItem implements FetchItem {
    /** Without extension data. */
    BODY,
    BODYSTRUCTURE;

    @Override
    public FetchValue of(FetchRow row) throws StoreException {
        if (this == BODYSTRUCTURE) {
            Optional<ByteBuffer> kept = row.summary().flatMap(MessageSummary::structure);
            if (kept.isPresent()) {
                return MessageSummary.value(kept.get());
            }
        }
        MimePart message = row.structure();
        return new StructureValue(row::headerInBody, message, this);
    }
}
