package org.postern.imap.command;

import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;

/** NAMESPACE, RFC 9051 6.3.10 and RFC 2342: the user's own, that of other users, and that of nobody. */
record NamespaceCommand() implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("NAMESPACE").afterLogin().parsedBy(NamespaceCommand::parse);

    static NamespaceCommand parse(ImapLexer in, Grammar grammar) {
        return new NamespaceCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) {
        return Responses.of(NamespaceLine.in(ctx.language())).ok("Namespace completed");
    }
}
