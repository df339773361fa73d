package org.postern.pop3;

import org.postern.auth.Secret;
import org.postern.auth.Utf8;
import org.postern.net.Reply;
import org.postern.store.StoreException;

/** PASS (RFC 1939 7): the argument is the rest of the line, spaces and all; UTF-8 (RFC 6856 2.2), without SASLprep. */
record PassCommand(Secret password) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("PASS", CommandSpec.When.AUTHORIZATION, PassCommand::parse);

    static PassCommand parse(Arguments in) throws Pop3Exception {
        byte[] password = in.whole();
        if (Utf8.decode(password).isEmpty()) {
            throw new Pop3Exception("Not UTF-8");
        }
        return new PassCommand(Secret.of(password));
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception, StoreException {
        context.login().requireClearPasswords();
        return context.login().withPassword(context.login().takeName(), password, "USER");
    }
}
