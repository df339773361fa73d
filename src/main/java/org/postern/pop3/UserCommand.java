package org.postern.pop3;

import org.postern.auth.Utf8;
import org.postern.net.Reply;

/** USER (RFC 1939 7): says nothing about whether there is such a user. UTF-8 is taken (RFC 6856 2.2). */
record UserCommand(String login) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("USER", CommandSpec.When.AUTHORIZATION, UserCommand::parse);

    static UserCommand parse(Arguments in) throws Pop3Exception {
        return new UserCommand(Utf8.decode(in.rest()).orElseThrow(() -> new Pop3Exception("Not UTF-8")));
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception {
        context.login().requireClearPasswords();
        context.login().name(login);
        return context.language().ok("Now the password");
    }
}
