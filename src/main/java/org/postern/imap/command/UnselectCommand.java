package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;

/** UNSELECT, RFC 9051 6.4.2 and RFC 3691: closes without expunging. */
record UnselectCommand() implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("UNSELECT").in(SELECTED).parsedBy(UnselectCommand::parse);

    static UnselectCommand parse(ImapLexer in, Grammar grammar) {
        return new UnselectCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) {
        ctx.unselect();
        return Responses.ok("Unselect completed");
    }
}
