package org.postern.pop3;

import org.postern.net.Reply;
import org.postern.store.StoreException;

/** TOP (RFC 1939 7): the header, the empty line, and so many lines of the body. */
record TopCommand(int number, int lines) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("TOP", CommandSpec.When.TRANSACTION, TopCommand::parse);

    static TopCommand parse(Arguments in) throws Pop3Exception {
        int number = in.number();
        int lines = in.count();
        in.expectEnd();
        return new TopCommand(number, lines);
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception, StoreException {
        return MessageReply.top(context.body(number), lines, context.language());
    }
}
