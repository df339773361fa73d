package org.postern.imap.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.postern.imap.syntax.EntryName;
import org.postern.imap.syntax.StatusItem;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * The options of an extended LIST (RFC 9051 6.3.9.1 and 6.3.9.2, RFC 6154 2, RFC 5819, RFC 8440).
 *
 * @param status STATUS items wanted of each mailbox, empty for none
 * @param metadata annotations wanted of each mailbox (RFC 9590), empty for none
 */
record ListOptions(Set<Select> selects, Set<Return> returns, List<StatusItem> status, List<EntryName> metadata) {
    static final ListOptions NONE = new ListOptions(Set.of(), Set.of(), List.of(), List.of());

    /** Selection options. */
    enum Select {
        SUBSCRIBED,
        REMOTE,
        RECURSIVEMATCH,
        SPECIAL_USE;

        String wireName() {
            return name().replace('_', '-');
        }

        /** Whether it says which mailboxes are meant. */
        boolean isCriterion() {
            return this == SUBSCRIBED || this == SPECIAL_USE;
        }
    }

    /** Return options without arguments. */
    enum Return {
        SUBSCRIBED,
        CHILDREN,
        SPECIAL_USE,
        MYRIGHTS
    }

    ListOptions {
        selects = Set.copyOf(selects);
        returns = Set.copyOf(returns);
        status = List.copyOf(status);
        metadata = List.copyOf(metadata);
    }

    /** The criteria that every mailbox listed meets, in the order of the enum. */
    List<Select> criteria() {
        return selects.stream().filter(Select::isCriterion).sorted().toList();
    }

    boolean tellsSubscription() {
        return selects.contains(Select.SUBSCRIBED) || returns.contains(Return.SUBSCRIBED);
    }

    static Set<Select> parseSelects(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        EnumSet<Select> selects = EnumSet.noneOf(Select.class);
        in.listOrEmpty(item -> selects.add(option(Select.class, item)));
        boolean criterion = selects.stream().anyMatch(Select::isCriterion);
        if (selects.contains(Select.RECURSIVEMATCH) && !criterion) {
            throw new ImapSyntaxException(from, "RECURSIVEMATCH needs another selection option");
        }
        return selects;
    }

    /** What stands behind RETURN. */
    static ListOptions parseReturns(ImapLexer in, Grammar grammar, Set<Select> selects) throws ImapSyntaxException {
        EnumSet<Return> returns = EnumSet.noneOf(Return.class);
        List<StatusItem> status = new ArrayList<>();
        List<EntryName> metadata = new ArrayList<>();
        in.listOrEmpty(item -> {
            if (item.tryWord("STATUS")) {
                item.space();
                return status.addAll(grammar.statusItems().parse(item));
            }
            if (item.tryWord("METADATA")) {
                item.space();
                return metadata.addAll(item.list(EntryName::parse));
            }
            return returns.add(option(Return.class, item));
        });
        return new ListOptions(selects, returns, status, metadata);
    }

    private static <E extends Enum<E>> E option(Class<E> options, ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        String word = in.word();
        for (E option : options.getEnumConstants()) {
            if (option.name().replace('_', '-').equals(word)) {
                return option;
            }
        }
        throw new ImapSyntaxException(from, "unknown option of LIST");
    }
}
