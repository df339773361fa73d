package org.postern.lmtp;

import org.postern.net.Reply;

/** VRFY (RFC 5321 4.1.1.6): tells nobody who lives here (7.3 allows that); RCPT does. */
record VrfyCommand() implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("VRFY", VrfyCommand::parse);

    static VrfyCommand parse(Arguments in) throws CommandException {
        in.word();
        return new VrfyCommand();
    }

    @Override
    public Reply execute(LmtpContext context) {
        return Answers.of(252, "2.5.0", "Cannot say; try RCPT");
    }
}
