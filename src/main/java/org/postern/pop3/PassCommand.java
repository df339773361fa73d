package org.postern.pop3;

import org.postern.auth.Secret;
import org.postern.net.Reply;
import org.postern.store.StoreException;

/** PASS (RFC 1939 7): the argument is the rest of the line, spaces and all. */
record PassCommand(Secret password) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("PASS", CommandSpec.When.AUTHORIZATION, PassCommand::parse);

    static PassCommand parse(Arguments in) throws Pop3Exception {
        return new PassCommand(Secret.of(in.whole()));
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception, StoreException {
        context.login().requireClearPasswords();
        return context.login().withPassword(context.login().takeName(), password, "USER");
    }
}
