package org.postern.imap.command;

import java.util.List;
import java.util.Optional;
import org.postern.imap.response.Refusal;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.Naming;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * What stands behind the mailbox of a SELECT (RFC 4466 2.1).
 *
 * @param modSeqs whether the client wants to hear of mod-sequences (RFC 7162 3.1.8)
 * @param resync what it knows from before
 */
record SelectParameters(ModSeqUse modSeqs, Optional<Resync> resync) {
    static final SelectParameters NONE = new SelectParameters(ModSeqUse.AS_BEFORE, Optional.empty());

    enum ModSeqUse {
        AS_BEFORE,
        WANTED
    }

    /** Reads {@code SP "(" parameter *(SP parameter) ")"}, or nothing. */
    static SelectParameters parse(ImapLexer in) throws ImapSyntaxException {
        if (in.atEnd()) {
            return NONE;
        }
        in.space();
        List<Optional<Resync>> all = in.list(SelectParameters::parameter);
        return new SelectParameters(
                ModSeqUse.WANTED, all.stream().flatMap(Optional::stream).findFirst());
    }

    private static Optional<Resync> parameter(ImapLexer in) throws ImapSyntaxException {
        if (in.tryWord(ModSeqs.CONDSTORE)) {
            return Optional.empty();
        }
        if (in.tryWord(ModSeqs.QRESYNC)) {
            in.space();
            return Optional.of(Resync.parse(in));
        }
        throw in.error("unknown SELECT parameter");
    }

    /** Before anything happens. */
    void check(ImapContext ctx) throws Refusal {
        if (resync.isPresent() && !ctx.isEnabled(ModSeqs.QRESYNC)) {
            throw Refusal.bad("QRESYNC needs ENABLE QRESYNC");
        }
        if (resync.flatMap(Resync::match).isPresent() && ctx.isEnabled(Naming.UIDONLY)) {
            throw Refusal.uidRequired(); // RFC 9586 3.7
        }
    }
}
