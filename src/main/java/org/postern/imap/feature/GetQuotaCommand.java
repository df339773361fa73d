package org.postern.imap.feature;

import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** GETQUOTA, RFC 9208 4.1.1. */
record GetQuotaCommand(String root) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("GETQUOTA").afterLogin().parsedBy(GetQuotaCommand::parse);

    static GetQuotaCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        return new GetQuotaCommand(in.astring());
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        QuotaRoot quota = QuotaRoot.named(root, ctx);
        Optional<Untagged> line = quota.line(ctx);
        if (line.isEmpty()) {
            throw Refusal.no(Code.NONEXISTENT, "No such quota root: the account has no limits");
        }
        return Responses.of(line.get()).ok("Getquota completed");
    }
}
