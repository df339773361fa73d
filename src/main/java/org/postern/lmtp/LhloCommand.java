package org.postern.lmtp;

import org.postern.net.Reply;

/** LHLO (RFC 2033 4.1): EHLO by another name, so that LMTP and SMTP are never mixed up. */
record LhloCommand(Hello hello) implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("LHLO", LhloCommand::parse);

    static LhloCommand parse(Arguments in) throws CommandException {
        return new LhloCommand(Hello.parse(in, Hello.Form.EXTENDED));
    }

    @Override
    public Reply execute(LmtpContext context) {
        return hello.execute(context);
    }
}
