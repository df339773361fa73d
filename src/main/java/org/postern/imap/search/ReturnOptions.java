package org.postern.imap.search;

import java.util.EnumSet;
import java.util.Set;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** What a search is to return, together. */
public record ReturnOptions(Set<ReturnOption> options) {
    /** Without RETURN, and with empty parentheses. */
    public static final ReturnOptions ALL = new ReturnOptions(EnumSet.of(ReturnOption.ALL));

    public ReturnOptions {
        options = Set.copyOf(options);
    }

    /** Reads {@code (option ...)}; empty parentheses mean ALL. */
    static ReturnOptions parse(ImapLexer in) throws ImapSyntaxException {
        Set<ReturnOption> options = EnumSet.noneOf(ReturnOption.class);
        options.addAll(in.listOrEmpty(ReturnOptions::option));
        return options.isEmpty() ? ALL : new ReturnOptions(options);
    }

    private static ReturnOption option(ImapLexer in) throws ImapSyntaxException {
        for (ReturnOption option : ReturnOption.values()) {
            if (in.tryWord(option.name())) {
                return option;
            }
        }
        throw in.error("unknown search result option");
    }

    public boolean has(ReturnOption option) {
        return options.contains(option);
    }

    /** Whether the client wants to hear nothing, only to name the result later. */
    boolean onlySave() {
        return options.equals(Set.of(ReturnOption.SAVE));
    }

    /** Whether {@code $} is to name everything found (RFC 5182 2.4). */
    boolean keepsEverything() {
        boolean onlyEnds = has(ReturnOption.MIN) || has(ReturnOption.MAX);
        return has(ReturnOption.ALL) || has(ReturnOption.COUNT) || !onlyEnds;
    }

    /** Which matches must be known when they are found in the order of the answer. */
    Wanted wanted() {
        return keepsEverything()
                ? Wanted.EVERY
                : new Wanted(has(ReturnOption.MIN) ? 1 : 0, has(ReturnOption.MAX) ? 1 : 0);
    }
}
