package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.After;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ImapOption;
import org.postern.imap.state.SessionState;
import org.postern.imap.wire.ImapLexer;

/** UNAUTHENTICATE (RFC 8437): the connection stays, everything of its user goes. */
final class UnauthenticateFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        boolean offered =
                facts.options().contains(ImapOption.UNAUTHENTICATE) && facts.state() != SessionState.NOT_AUTHENTICATED;
        return offered ? List.of("UNAUTHENTICATE") : List.of();
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(Unauthenticate.SPEC);
    }

    /** RFC 8437 3: NO is never the answer, for the client may have sent its next login already. */
    record Unauthenticate() implements ImapCommand {
        static final CommandSpec SPEC =
                CommandSpec.named("UNAUTHENTICATE").afterLogin().parsedBy(Unauthenticate::parse);

        static Unauthenticate parse(ImapLexer in, Grammar grammar) {
            return new Unauthenticate();
        }

        @Override
        public Responses execute(ImapContext ctx) throws Refusal {
            if (!ctx.options().contains(ImapOption.UNAUTHENTICATE)) {
                throw Refusal.bad("UNAUTHENTICATE is turned off");
            }
            ctx.unauthenticate();
            return Responses.ok("Unauthenticate completed").then(After.END_COMPRESSION);
        }
    }
}
