package org.postern.imap.command;

import java.util.Optional;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.ModSeqSyntax;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.ModSeq;

/**
 * What stands behind the items of a FETCH (RFC 7162 3.1.4.1, 3.2.6).
 *
 * @param changedSince only messages of a greater mod-sequence
 * @param vanished whether to tell the UIDs that are gone since
 */
record FetchModifiers(Optional<ModSeq> changedSince, Vanished vanished) {
    static final FetchModifiers NONE = new FetchModifiers(Optional.empty(), Vanished.UNTOLD);

    enum Vanished {
        UNTOLD,
        TOLD
    }

    /** Reads {@code SP "(" modifier *(SP modifier) ")"}, or nothing. */
    static FetchModifiers parse(ImapLexer in, Addressing addressing) throws ImapSyntaxException {
        if (in.atEnd()) {
            return NONE;
        }
        in.space();
        int from = in.position();
        FetchModifiers all = NONE;
        for (FetchModifiers one : in.list(FetchModifiers::modifier)) {
            all = new FetchModifiers(
                    one.changedSince.or(all::changedSince),
                    one.vanished == Vanished.TOLD ? one.vanished : all.vanished);
        }
        boolean alone = all.vanished == Vanished.TOLD && all.changedSince.isEmpty();
        if (alone || (all.vanished == Vanished.TOLD && addressing != Addressing.UID)) {
            throw new ImapSyntaxException(from, "VANISHED is for UID FETCH with CHANGEDSINCE");
        }
        return all;
    }

    private static FetchModifiers modifier(ImapLexer in) throws ImapSyntaxException {
        if (in.tryWord("VANISHED")) {
            return new FetchModifiers(Optional.empty(), Vanished.TOLD);
        }
        if (in.tryWord("CHANGEDSINCE")) {
            in.space();
            return new FetchModifiers(Optional.of(ModSeqSyntax.parse(in)), Vanished.UNTOLD);
        }
        throw in.error("unknown FETCH modifier");
    }
}
