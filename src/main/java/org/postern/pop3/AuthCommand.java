package org.postern.pop3;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postern.auth.Mechanisms;
import org.postern.auth.SaslExchange;
import org.postern.net.Reply;
import org.postern.store.StoreException;

/** AUTH (RFC 5034): without an argument it lists the mechanisms, as old clients ask. */
record AuthCommand(Optional<String> mechanism, Optional<String> initial) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("AUTH", CommandSpec.When.AUTHORIZATION, AuthCommand::parse);

    static AuthCommand parse(Arguments in) throws Pop3Exception {
        if (in.isAtEnd()) {
            return new AuthCommand(Optional.empty(), Optional.empty());
        }
        String name = new String(in.word(), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        Optional<String> response =
                in.isAtEnd() ? Optional.empty() : Optional.of(new String(in.word(), StandardCharsets.ISO_8859_1));
        in.expectEnd();
        return new AuthCommand(Optional.of(name), response);
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception, StoreException {
        if (mechanism.isEmpty()) {
            List<String> names = context.login().mechanisms();
            return Reply.text("+OK\r\n"
                    + String.join("", names.stream().map(n -> n + "\r\n").toList()) + ".\r\n");
        }
        String name = mechanism.get();
        SaslExchange exchange = Mechanisms.ALL.start(name).orElseThrow(() -> new Pop3Exception("No such mechanism"));
        if (Mechanisms.ALL.sendsPassword(name)) {
            context.login().requireClearPasswords();
        }
        return context.login().begin(name, exchange, initial);
    }
}
