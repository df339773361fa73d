package org.postern.imap.search;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.syntax.PartialRange;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * What a search is to return, together.
 *
 * @param partial which part, with {@link ReturnOption#PARTIAL}
 */
public record ReturnOptions(Set<ReturnOption> options, Optional<PartialRange> partial) {
    /** Without RETURN, and with empty parentheses. */
    public static final ReturnOptions ALL = new ReturnOptions(EnumSet.of(ReturnOption.ALL), Optional.empty());

    private static final Set<ReturnOption> UNTOLD =
            EnumSet.of(ReturnOption.SAVE, ReturnOption.UPDATE, ReturnOption.CONTEXT);

    public ReturnOptions {
        options = Set.copyOf(options);
    }

    /** Reads {@code (option ...)}; empty parentheses mean ALL. */
    static ReturnOptions parse(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        Set<ReturnOption> options = EnumSet.noneOf(ReturnOption.class);
        ReturnOptions all = ALL;
        for (ReturnOptions one : in.listOrEmpty(ReturnOptions::option)) {
            if (one.partial.isPresent() && all.partial.isPresent()) {
                throw new ImapSyntaxException(from, "PARTIAL given twice");
            }
            options.addAll(one.options);
            all = new ReturnOptions(options, one.partial.or(all::partial));
        }
        // RFC 9394 3.1
        if (all.has(ReturnOption.PARTIAL) && all.has(ReturnOption.ALL)) {
            throw new ImapSyntaxException(from, "either PARTIAL or ALL");
        }
        return all;
    }

    private static ReturnOptions option(ImapLexer in) throws ImapSyntaxException {
        for (ReturnOption option : ReturnOption.values()) {
            if (in.tryWord(option.name())) {
                if (option != ReturnOption.PARTIAL) {
                    return new ReturnOptions(Set.of(option), Optional.empty());
                }
                in.space();
                return new ReturnOptions(Set.of(option), Optional.of(PartialRange.parse(in)));
            }
        }
        throw in.error("unknown search result option");
    }

    public boolean has(ReturnOption option) {
        return options.contains(option);
    }

    /** The same without SAVE, UPDATE and CONTEXT. */
    ReturnOptions withoutState() {
        Set<ReturnOption> told = EnumSet.noneOf(ReturnOption.class);
        options.stream().filter(option -> !UNTOLD.contains(option)).forEach(told::add);
        return new ReturnOptions(told, partial);
    }

    /** Whether the client wants to be told nothing now, only to name the result later or to hear of its changes. */
    boolean tellsNothing() {
        return UNTOLD.containsAll(options);
    }

    /** Whether {@code $} is to name everything found, and the answer is about all of it (RFC 5182 2.4, RFC 9394 3.2). */
    boolean isAboutEverything() {
        boolean someOnly = has(ReturnOption.MIN) || has(ReturnOption.MAX) || partial.isPresent();
        return has(ReturnOption.ALL) || has(ReturnOption.COUNT) || !someOnly;
    }

    /** Which matches must be known when they are found in the order of the answer. */
    Wanted wanted() {
        if (isAboutEverything() || has(ReturnOption.UPDATE) || has(ReturnOption.RELEVANCY)) {
            return Wanted.EVERY;
        }
        long first = has(ReturnOption.MIN) ? 1 : 0;
        long last = has(ReturnOption.MAX) ? 1 : 0;
        if (partial.isPresent()) {
            switch (partial.get().end()) {
                case BEGINNING -> first = partial.get().reach();
                case END -> last = partial.get().reach();
            }
        }
        return new Wanted(first, last);
    }
}
