package org.postern.pop3;

import java.nio.charset.StandardCharsets;
import org.postern.net.Reply;

/** USER (RFC 1939 7): says nothing about whether there is such a user. */
record UserCommand(String login) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("USER", CommandSpec.When.AUTHORIZATION, UserCommand::parse);

    static UserCommand parse(Arguments in) throws Pop3Exception {
        return new UserCommand(new String(in.rest(), StandardCharsets.UTF_8));
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception {
        context.login().requireClearPasswords();
        context.login().name(login);
        return Reply.text("+OK Now the password\r\n");
    }
}
