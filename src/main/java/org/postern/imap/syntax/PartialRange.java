package org.postern.imap.syntax;

import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * partial-range of RFC 9394 4 and RFC 5267 5: a part of a result, {@code 1:500} from its beginning or {@code -1:-500} from
 * its end.
 *
 * @param first as the client gave it, 1 to 2^32-1
 * @param second the same; either may be the larger
 */
public record PartialRange(End end, long first, long second) {
    /** From where places are counted. */
    public enum End {
        BEGINNING,
        END
    }

    public static PartialRange parse(ImapLexer in) throws ImapSyntaxException {
        End end = in.peek() == '-' ? End.END : End.BEGINNING;
        long first = place(in, end);
        in.expect(':');
        return new PartialRange(end, first, place(in, end));
    }

    private static long place(ImapLexer in, End end) throws ImapSyntaxException {
        if (end == End.END) {
            in.expect('-');
        }
        return in.nzNumber();
    }

    /** How many results must be known, from that end. */
    public long reach() {
        return Math.max(first, second);
    }

    /** The place of the first result in it, 0 for the first of {@code size}. */
    public int from(int size) {
        return switch (end) {
            case BEGINNING -> (int) Math.min(Math.min(first, second) - 1, size);
            case END -> (int) Math.max(size - reach(), 0);
        };
    }

    /** The place behind the last result in it; not above {@link #from} when there is none. */
    public int to(int size) {
        return switch (end) {
            case BEGINNING -> (int) Math.min(reach(), size);
            case END -> (int) Math.max(size - Math.min(first, second) + 1, 0);
        };
    }

    /** As the client gave it. */
    @Override
    public String toString() {
        String sign = end == End.END ? "-" : "";
        return sign + first + ":" + sign + second;
    }
}
