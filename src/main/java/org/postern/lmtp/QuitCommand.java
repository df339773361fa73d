package org.postern.lmtp;

import org.postern.net.Reply;

/** QUIT (RFC 5321 4.1.1.10). */
record QuitCommand() implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("QUIT", QuitCommand::parse);

    static QuitCommand parse(Arguments in) throws CommandException {
        in.expectEnd();
        return new QuitCommand();
    }

    @Override
    public Reply execute(LmtpContext context) {
        return Answers.closing(221, "2.0.0", context.settings().hostname() + " closes");
    }
}
