package org.postern.pop3;

import java.util.OptionalInt;
import org.postern.net.Reply;

/** LIST (RFC 1939 5): sizes are octets with CRLF line ends. */
record ListCommand(OptionalInt number) implements Pop3Command {
    static final CommandSpec SPEC =
            new CommandSpec("LIST", CommandSpec.When.TRANSACTION, in -> new ListCommand(in.lastNumber()));

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception {
        Maildrop drop = context.maildrop();
        if (number.isEmpty()) {
            return new Listing(drop, (n, out) -> out.number(drop.octets(n)));
        }
        drop.require(number.getAsInt());
        return Reply.text("+OK " + number.getAsInt() + ' ' + drop.octets(number.getAsInt()) + "\r\n");
    }
}
