package org.postern.imap.syntax;

import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.ModSeq;

/** mod-sequence-value and mod-sequence-valzer of RFC 7162 7: 63 bits. */
public final class ModSeqSyntax {
    private ModSeqSyntax() {}

    /** 0 too, as the valzer of UNCHANGEDSINCE and SEARCH, and as what some clients send for "everything" elsewhere. */
    public static ModSeq parse(ImapLexer in) throws ImapSyntaxException {
        return new ModSeq(in.number64());
    }
}
