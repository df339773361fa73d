package org.postern.imap.search;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.fetch.FetchItem;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.syntax.PartialRange;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * What a search is to return, together.
 *
 * @param partial which part, with {@link ReturnOption#PARTIAL}
 * @param items what is told of new messages that match, with {@link ReturnOption#UPDATE} (RFC 5465 7)
 */
public record ReturnOptions(Set<ReturnOption> options, Optional<PartialRange> partial, List<FetchItem> items) {
    /** Without RETURN, and with empty parentheses. */
    public static final ReturnOptions ALL =
            new ReturnOptions(EnumSet.of(ReturnOption.ALL), Optional.empty(), List.of());

    private static final Set<ReturnOption> UNTOLD =
            EnumSet.of(ReturnOption.SAVE, ReturnOption.UPDATE, ReturnOption.CONTEXT);

    public ReturnOptions {
        options = Set.copyOf(options);
        items = List.copyOf(items);
    }

    /** Reads {@code (option ...)}; empty parentheses mean ALL. */
    static ReturnOptions parse(ImapLexer in, FetchItems known) throws ImapSyntaxException {
        int from = in.position();
        Set<ReturnOption> options = EnumSet.noneOf(ReturnOption.class);
        ReturnOptions all = ALL;
        for (ReturnOptions one : in.listOrEmpty(item -> option(item, known))) {
            if (one.partial.isPresent() && all.partial.isPresent()) {
                throw new ImapSyntaxException(from, "PARTIAL given twice");
            }
            options.addAll(one.options);
            List<FetchItem> items = one.items.isEmpty() ? all.items : one.items;
            all = new ReturnOptions(options, one.partial.or(all::partial), items);
        }
        // RFC 9394 3.1
        if (all.has(ReturnOption.PARTIAL) && all.has(ReturnOption.ALL)) {
            throw new ImapSyntaxException(from, "either PARTIAL or ALL");
        }
        return all;
    }

    private static ReturnOptions option(ImapLexer in, FetchItems known) throws ImapSyntaxException {
        for (ReturnOption option : ReturnOption.values()) {
            if (in.tryWord(option.name())) {
                return option(option, in, known);
            }
        }
        throw in.error("unknown search result option");
    }

    private static ReturnOptions option(ReturnOption option, ImapLexer in, FetchItems known)
            throws ImapSyntaxException {
        Set<ReturnOption> itself = Set.of(option);
        if (option == ReturnOption.PARTIAL) {
            in.space();
            return new ReturnOptions(itself, Optional.of(PartialRange.parse(in)), List.of());
        }
        if (option == ReturnOption.UPDATE && in.peek() == ' ' && in.peek(1) == '(') {
            in.space();
            return new ReturnOptions(itself, Optional.empty(), known.parse(in));
        }
        return new ReturnOptions(itself, Optional.empty(), List.of());
    }

    public boolean has(ReturnOption option) {
        return options.contains(option);
    }

    /** The same without SAVE, UPDATE and CONTEXT. */
    ReturnOptions withoutState() {
        Set<ReturnOption> told = EnumSet.noneOf(ReturnOption.class);
        options.stream().filter(option -> !UNTOLD.contains(option)).forEach(told::add);
        return new ReturnOptions(told, partial, List.of());
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
