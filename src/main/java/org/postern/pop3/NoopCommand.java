package org.postern.pop3;

import org.postern.net.Reply;

/** NOOP (RFC 1939 5). */
record NoopCommand() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("NOOP", CommandSpec.When.TRANSACTION, NoopCommand::parse);

    static NoopCommand parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new NoopCommand();
    }

    @Override
    public Reply execute(Pop3Context context) {
        return Reply.text("+OK\r\n");
    }
}
