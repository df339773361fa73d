package org.postern.pop3;

import org.postern.net.Reply;
import org.postern.store.StoreException;

/** RETR (RFC 1939 5). */
record RetrCommand(int number) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("RETR", CommandSpec.When.TRANSACTION, RetrCommand::parse);

    static RetrCommand parse(Arguments in) throws Pop3Exception {
        int number = in.number();
        in.expectEnd();
        return new RetrCommand(number);
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception, StoreException {
        Maildrop drop = context.maildrop();
        return MessageReply.whole(context.body(number), context.language(), () -> drop.retrieved(number));
    }
}
