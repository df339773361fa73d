package org.postern.imap.sort;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** One criterion of SORT (RFC 5256 5). */
public record SortCriterion(SortKey key, Direction direction) {
    /** Criteria in one command. */
    static final int MAX = 50;

    enum Direction {
        FORWARD,
        REVERSE
    }

    /** Whether messages must be more or less relevant for it. */
    public boolean needsRelevancy() {
        return key == SortKey.RELEVANCY;
    }

    /** The direction as it is in the end. RFC 4790 3.3: a comparator with "-" inverts the order of texts. */
    Direction direction(ActiveComparator comparator) {
        boolean inverted =
                key.kind() == SortKey.Kind.TEXT && comparator.direction() == ActiveComparator.Direction.DESCENDING;
        return (direction == Direction.REVERSE) ^ inverted ? Direction.REVERSE : Direction.FORWARD;
    }

    /** sort-criteria: {@code "(" criterion *(SP criterion) ")"}; a key that comes again decides nothing and is left out. */
    public static List<SortCriterion> parse(ImapLexer in) throws ImapSyntaxException {
        List<SortCriterion> criteria = in.list(SortCriterion::criterion);
        if (criteria.size() > MAX) {
            throw in.error("too many sort criteria");
        }
        Set<SortKey> seen = EnumSet.noneOf(SortKey.class);
        return criteria.stream().filter(criterion -> seen.add(criterion.key())).toList();
    }

    private static SortCriterion criterion(ImapLexer in) throws ImapSyntaxException {
        Direction direction = Direction.FORWARD;
        if (in.tryWord("REVERSE")) {
            in.space();
            direction = Direction.REVERSE;
        }
        for (SortKey key : SortKey.values()) {
            if (in.tryWord(key.name())) {
                return new SortCriterion(key, direction);
            }
        }
        throw in.error("unknown sort criterion");
    }
}
