package org.postern.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.wire.ImapChars;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * sequence-set of RFC 9051 9, as written: ranges in the order given, {@code *} not yet resolved; or {@code $}, the saved
 * result of the last SEARCH (RFC 5182). Whether the numbers are sequence numbers or UIDs is for the command to know.
 */
public record MessageSet(List<Range> ranges, Kind kind) {
    /** {@code *}: the largest number in use. */
    public static final long STAR = Long.MAX_VALUE;

    /** The saved search result. */
    public static final MessageSet SAVED = new MessageSet(List.of(), Kind.SAVED);

    public enum Kind {
        NUMBERS,
        SAVED
    }

    /** Both inclusive, in either order; 1 to 2^32-1 or {@link #STAR}. */
    public record Range(long first, long last) {
        public boolean hasStar() {
            return first == STAR || last == STAR;
        }
    }

    public MessageSet {
        ranges = List.copyOf(ranges);
    }

    /** One number, for tests and conversions. */
    public static MessageSet of(long number) {
        return new MessageSet(List.of(new Range(number, number)), Kind.NUMBERS);
    }

    public boolean isSaved() {
        return kind == Kind.SAVED;
    }

    /** Whether a set begins here, as search keys need to know. */
    public static boolean startsAt(ImapLexer in) {
        return ImapChars.DIGIT.contains(in.peek()) || in.peek() == '*' || in.peek() == '$';
    }

    public static MessageSet parse(ImapLexer in) throws ImapSyntaxException {
        if (in.tryConsume('$')) {
            return SAVED;
        }
        List<Range> ranges = new ArrayList<>();
        do {
            long first = number(in);
            ranges.add(new Range(first, in.tryConsume(':') ? number(in) : first));
        } while (in.tryConsume(','));
        return new MessageSet(ranges, Kind.NUMBERS);
    }

    private static long number(ImapLexer in) throws ImapSyntaxException {
        return in.tryConsume('*') ? STAR : in.nzNumber();
    }

    /** As on the wire. */
    @Override
    public String toString() {
        if (isSaved()) {
            return "$";
        }
        StringBuilder out = new StringBuilder();
        for (Range range : ranges) {
            out.append(out.isEmpty() ? "" : ",").append(text(range.first));
            if (range.last != range.first) {
                out.append(':').append(text(range.last));
            }
        }
        return out.toString();
    }

    private static String text(long number) {
        return number == STAR ? "*" : Long.toString(number);
    }
}
