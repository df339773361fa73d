package org.postern.pop3;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.net.Reply;

/**
 * CAPA (RFC 2449 5): what is possible on this connection now. Before the login it tells the least EXPIRE and the greatest
 * LOGIN-DELAY that a user may have, with USER where users differ; after it, the user's own (RFC 2449 6.5, 6.7).
 */
record CapaCommand() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("CAPA", CommandSpec.When.ALWAYS, CapaCommand::parse);

    static CapaCommand parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new CapaCommand();
    }

    @Override
    public Reply execute(Pop3Context context) {
        List<String> lines = new ArrayList<>(
                List.of("+OK", "TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "UTF8 USER", "LANG"));
        if (context.login().permitsClearPasswords()) {
            lines.add("USER");
        }
        List<String> mechanisms = context.login().mechanisms();
        if (!mechanisms.isEmpty()) {
            lines.add("SASL " + String.join(" ", mechanisms));
        }
        MaildropPolicies.Range range = context.policies();
        lines.add("EXPIRE " + expire(range.expire()) + suffix(range.expire()));
        loginDelay(range.loginDelay()).ifPresent(seconds -> lines.add("LOGIN-DELAY " + seconds));
        if (context.isAuthenticated()) {
            lines.add("IMPLEMENTATION " + context.software());
        } else if (context.link().canStartTls()) {
            lines.add("STLS");
        }
        lines.add(".");
        return Reply.text(String.join("\r\n", lines) + "\r\n");
    }

    private static String expire(Set<Optional<Period>> values) {
        return values.stream()
                .flatMap(Optional::stream)
                .map(Period::getDays)
                .min(Integer::compare)
                .map(days -> Integer.toString(days))
                .orElse("NEVER");
    }

    private static Optional<String> loginDelay(Set<Duration> values) {
        Duration longest = Collections.max(values);
        return longest.isZero()
                ? Optional.empty()
                : Optional.of(longest.plusMillis(999).toSeconds() + suffix(values));
    }

    private static String suffix(Collection<?> values) {
        return values.size() > 1 ? " USER" : "";
    }
}
