package org.postern.pop3;

import java.util.OptionalInt;
import org.postern.net.Reply;

/** UIDL (RFC 1939 7). */
record UidlCommand(OptionalInt number) implements Pop3Command {
    static final CommandSpec SPEC =
            new CommandSpec("UIDL", CommandSpec.When.TRANSACTION, in -> new UidlCommand(in.lastNumber()));

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception {
        Maildrop drop = context.maildrop();
        if (number.isEmpty()) {
            return new Listing(drop, drop::uidl);
        }
        drop.require(number.getAsInt());
        return Reply.text("+OK " + number.getAsInt() + ' ' + drop.uidl(number.getAsInt()) + "\r\n");
    }
}
