package org.postern.imap.command;

import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;

/** CAPABILITY, RFC 9051 6.1.1. */
record CapabilityCommand() implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("CAPABILITY").inAnyState().parsedBy(CapabilityCommand::parse);

    static CapabilityCommand parse(ImapLexer in, Grammar grammar) {
        return new CapabilityCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) {
        return Responses.of(Untagged.line("CAPABILITY " + String.join(" ", ctx.capabilities())))
                .ok("Capability completed");
    }
}
