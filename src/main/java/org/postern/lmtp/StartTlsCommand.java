package org.postern.lmtp;

import org.postern.net.Reply;

/** STARTTLS (RFC 3207): afterwards everything the client said before is forgotten (4.2). */
record StartTlsCommand() implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("STARTTLS", StartTlsCommand::parse);

    static StartTlsCommand parse(Arguments in) throws CommandException {
        in.expectEnd();
        return new StartTlsCommand();
    }

    @Override
    public Reply execute(LmtpContext context) throws CommandException {
        if (!context.link().canStartTls()) {
            throw CommandException.sequence("TLS is not to be had here");
        }
        context.startOver();
        return Reply.text("220 2.0.0 Begin TLS\r\n", Reply.Next.START_TLS);
    }
}
