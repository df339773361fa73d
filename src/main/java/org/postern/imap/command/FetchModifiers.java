package org.postern.imap.command;

import java.util.Optional;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.ModSeqSyntax;
import org.postern.imap.syntax.PartialRange;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.ModSeq;

/**
 * What stands behind the items of a FETCH (RFC 7162 3.1.4.1, 3.2.6, RFC 9394 3.3).
 *
 * @param changedSince only messages of a greater mod-sequence
 * @param vanished whether to tell the UIDs that are gone since
 * @param partial only these of the messages named
 */
record FetchModifiers(Optional<ModSeq> changedSince, Vanished vanished, Optional<PartialRange> partial) {
    static final FetchModifiers NONE = new FetchModifiers(Optional.empty(), Vanished.UNTOLD, Optional.empty());

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
                    one.vanished == Vanished.TOLD ? one.vanished : all.vanished,
                    one.partial.or(all::partial));
        }
        if (all.partial.isPresent() && addressing != Addressing.UID) {
            throw new ImapSyntaxException(from, "PARTIAL is for UID FETCH");
        }
        boolean alone = all.vanished == Vanished.TOLD && all.changedSince.isEmpty();
        if (alone || (all.vanished == Vanished.TOLD && addressing != Addressing.UID)) {
            throw new ImapSyntaxException(from, "VANISHED is for UID FETCH with CHANGEDSINCE");
        }
        return all;
    }

    private static FetchModifiers modifier(ImapLexer in) throws ImapSyntaxException {
        if (in.tryWord("VANISHED")) {
            return new FetchModifiers(Optional.empty(), Vanished.TOLD, Optional.empty());
        }
        if (in.tryWord("CHANGEDSINCE")) {
            in.space();
            return new FetchModifiers(Optional.of(ModSeqSyntax.parse(in)), Vanished.UNTOLD, Optional.empty());
        }
        if (in.tryWord("PARTIAL")) {
            in.space();
            return new FetchModifiers(Optional.empty(), Vanished.UNTOLD, Optional.of(PartialRange.parse(in)));
        }
        throw in.error("unknown FETCH modifier");
    }
}
