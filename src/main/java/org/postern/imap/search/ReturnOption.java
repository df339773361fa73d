package org.postern.imap.search;

import java.util.EnumSet;
import java.util.Set;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** What SEARCH RETURN asks for (RFC 9051 6.4.4, RFC 4731, RFC 5182). */
public enum ReturnOption {
    MIN,
    MAX,
    ALL,
    COUNT,
    SAVE;

    /** Reads {@code (option ...)}; empty parentheses mean ALL. */
    public static Set<ReturnOption> parse(ImapLexer in) throws ImapSyntaxException {
        Set<ReturnOption> options = EnumSet.noneOf(ReturnOption.class);
        options.addAll(in.listOrEmpty(ReturnOption::option));
        return options.isEmpty() ? EnumSet.of(ALL) : options;
    }

    private static ReturnOption option(ImapLexer in) throws ImapSyntaxException {
        for (ReturnOption option : values()) {
            if (in.tryWord(option.name())) {
                return option;
            }
        }
        throw in.error("unknown search result option");
    }
}
