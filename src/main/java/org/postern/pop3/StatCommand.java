package org.postern.pop3;

import org.postern.net.Reply;

/** STAT (RFC 1939 5). */
record StatCommand() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("STAT", CommandSpec.When.TRANSACTION, StatCommand::parse);

    static StatCommand parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new StatCommand();
    }

    @Override
    public Reply execute(Pop3Context context) {
        Maildrop drop = context.maildrop();
        return Reply.text("+OK " + drop.count() + ' ' + drop.octets() + "\r\n");
    }
}
