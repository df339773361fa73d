package org.postern.imap.state;

import org.postern.mime.Collation;

/**
 * How a session compares texts (RFC 5255 4.2).
 *
 * @param direction of SORT (RFC 4790 3.3)
 */
public record ActiveComparator(Collation collation, Direction direction) {
    public static final ActiveComparator DEFAULT = new ActiveComparator(Collation.UNICODE_CASEMAP, Direction.ASCENDING);

    /** Which text comes first. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    /** collation-selected of RFC 4790 3.3. */
    public String selected() {
        return direction == Direction.DESCENDING ? "-" + collation.id() : collation.id();
    }
}
