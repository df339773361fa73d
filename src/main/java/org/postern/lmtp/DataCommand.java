package org.postern.lmtp;

import org.postern.net.Reply;

/** DATA (RFC 5321 4.1.1.4); without a recipient there is nothing to send (RFC 2033 4.2). */
record DataCommand() implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("DATA", DataCommand::parse);

    static DataCommand parse(Arguments in) throws CommandException {
        in.expectEnd();
        return new DataCommand();
    }

    @Override
    public Reply execute(LmtpContext context) throws CommandException {
        context.requireNoChunk();
        context.requireRecipient();
        context.receiveDotted(new MessageIntake(context));
        return Reply.text("354 End data with <CR><LF>.<CR><LF>\r\n");
    }
}
