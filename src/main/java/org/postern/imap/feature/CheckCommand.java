package org.postern.imap.feature;

import static org.postern.imap.state.SessionState.SELECTED;

import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;

/** CHECK, RFC 3501 6.4.1: everything is durable already, so only what is new is told. */
record CheckCommand() implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("CHECK").in(SELECTED).looks().parsedBy(CheckCommand::parse);

    static CheckCommand parse(ImapLexer in, Grammar grammar) {
        return new CheckCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) {
        return Responses.ok("Check completed");
    }
}
