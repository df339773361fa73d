package org.postern.pop3;

import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.postern.net.Reply;
import org.postern.store.StoreException;

/** UIDL (RFC 1939 7). */
record UidlCommand(OptionalInt number) implements Pop3Command {
    static final CommandSpec SPEC =
            new CommandSpec("UIDL", CommandSpec.When.TRANSACTION, in -> new UidlCommand(in.lastNumber()));

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception, StoreException {
        Maildrop drop = context.maildrop();
        if (number.isEmpty()) {
            IntFunction<String> ids = drop.uidls();
            return new Listing(drop, (n, out) -> out.ascii(ids.apply(n)));
        }
        drop.require(number.getAsInt());
        return Reply.text("+OK " + number.getAsInt() + ' ' + drop.uidls().apply(number.getAsInt()) + "\r\n");
    }
}
