package org.postern.lmtp;

import org.postern.net.Reply;

/** EHLO (RFC 5321 4.1.1.1): the client's name, answered by what this server can do. */
record EhloCommand(Hello hello) implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("EHLO", EhloCommand::parse);

    static EhloCommand parse(Arguments in) throws CommandException {
        return new EhloCommand(Hello.parse(in, Hello.Form.EXTENDED));
    }

    @Override
    public Reply execute(LmtpContext context) {
        return hello.execute(context);
    }
}
