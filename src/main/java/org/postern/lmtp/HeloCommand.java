package org.postern.lmtp;

import org.postern.net.Reply;

/** HELO (RFC 5321 4.1.1.1): from a client that knows no extensions. */
record HeloCommand(Hello hello) implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("HELO", HeloCommand::parse);

    static HeloCommand parse(Arguments in) throws CommandException {
        return new HeloCommand(Hello.parse(in, Hello.Form.BASIC));
    }

    @Override
    public Reply execute(LmtpContext context) {
        return hello.execute(context);
    }
}
