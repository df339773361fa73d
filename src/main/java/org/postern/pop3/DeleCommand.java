package org.postern.pop3;

import org.postern.net.Reply;

/** DELE (RFC 1939 5): only marks; QUIT deletes. */
record DeleCommand(int number) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("DELE", CommandSpec.When.TRANSACTION, DeleCommand::parse);

    static DeleCommand parse(Arguments in) throws Pop3Exception {
        int number = in.number();
        in.expectEnd();
        return new DeleCommand(number);
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception {
        context.maildrop().require(number);
        context.maildrop().delete(number);
        return context.language().ok("Marked");
    }
}
