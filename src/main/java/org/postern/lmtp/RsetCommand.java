package org.postern.lmtp;

import org.postern.net.Reply;

/** RSET (RFC 5321 4.1.1.5): forgets the transaction. */
record RsetCommand() implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("RSET", RsetCommand::parse);

    static RsetCommand parse(Arguments in) throws CommandException {
        in.expectEnd();
        return new RsetCommand();
    }

    @Override
    public Reply execute(LmtpContext context) {
        context.reset();
        return Answers.of(250, "2.0.0", "Forgotten");
    }
}
