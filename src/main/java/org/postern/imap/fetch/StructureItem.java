package org.postern.imap.fetch;

import org.postern.mime.MimePart;
import org.postern.store.StoreException;

/** BODYSTRUCTURE, and BODY without a section (RFC 9051 7.5.2). */
enum StructureItem implements FetchItem {
    /** Without extension data. */
    BODY,
    BODYSTRUCTURE;

    @Override
    public FetchValue of(FetchRow row) throws StoreException {
        MimePart message = row.structure();
        return new StructureValue(row, message, this);
    }
}
