package org.postern.pop3;

import org.postern.net.Reply;

/** RSET (RFC 1939 5): unmarks what DELE marked. */
record RsetCommand() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("RSET", CommandSpec.When.TRANSACTION, RsetCommand::parse);

    static RsetCommand parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new RsetCommand();
    }

    @Override
    public Reply execute(Pop3Context context) {
        context.maildrop().undelete();
        return context.language().ok("Nothing is marked");
    }
}
