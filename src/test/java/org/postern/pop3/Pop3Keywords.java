package org.postern.pop3;

import java.util.List;

/** The table of commands, for tests elsewhere. */
public final class Pop3Keywords {
    private Pop3Keywords() {}

    public static List<String> all() {
        return Pop3Commands.ALL.stream().map(CommandSpec::keyword).toList();
    }
}
