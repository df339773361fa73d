package org.postern.pop3;

import java.util.ArrayList;
import java.util.List;
import org.postern.net.Reply;

/** CAPA (RFC 2449 5): what is possible on this connection now. */
record CapaCommand() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("CAPA", CommandSpec.When.ALWAYS, CapaCommand::parse);

    static CapaCommand parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new CapaCommand();
    }

    @Override
    public Reply execute(Pop3Context context) {
        List<String> lines =
                new ArrayList<>(List.of("+OK", "TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"));
        if (context.login().permitsClearPasswords()) {
            lines.add("USER");
        }
        List<String> mechanisms = context.login().mechanisms();
        if (!mechanisms.isEmpty()) {
            lines.add("SASL " + String.join(" ", mechanisms));
        }
        if (context.isAuthenticated()) {
            lines.add("IMPLEMENTATION " + context.software());
        } else if (context.link().canStartTls()) {
            lines.add("STLS");
        }
        lines.add(".");
        return Reply.text(String.join("\r\n", lines) + "\r\n");
    }
}
