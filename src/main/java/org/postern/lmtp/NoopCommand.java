package org.postern.lmtp;

import org.postern.net.Reply;

/** NOOP (RFC 5321 4.1.1.9), with any argument. */
record NoopCommand() implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("NOOP", in -> new NoopCommand());

    @Override
    public Reply execute(LmtpContext context) {
        return Answers.of(250, "2.0.0", "Done nothing");
    }
}
