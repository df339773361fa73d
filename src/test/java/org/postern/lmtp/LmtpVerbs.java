package org.postern.lmtp;

import java.util.List;

/** The tables of commands, for tests elsewhere. */
public final class LmtpVerbs {
    private LmtpVerbs() {}

    public static List<String> ofLmtp() {
        return of(Dialect.LMTP);
    }

    public static List<String> ofSmtp() {
        return of(Dialect.SMTP);
    }

    private static List<String> of(Dialect dialect) {
        return dialect.commands().map(CommandSpec::verb).toList();
    }
}
