package org.postern.mime;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A window of fixed size that moves over a source line by line; it stands at the beginning of a line between any two
 * calls. A line ends with LF, whether or not a CR stands before it.
 */
final class LineWindow {
    /** As much of a line as can be looked at. */
    static final int LOOK_AHEAD = 2048;

    /** Octets before the line that stay in the window: the line end that it follows. */
    private static final int LOOK_BEHIND = 2;

    /** For whole messages. */
    static final int LARGE = 64 << 10;

    /** For headers, behind which nothing is to be read. */
    static final int SMALL = 8 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LINE_FEEDS = ONES * '\n';

    private final OctetSource source;
    private final byte[] window;
    private long windowStart;
    private int limit;
    private boolean sourceEnded;
    private int line;
    private long lineNumber;

    /**
     * A window at the beginning of a source.
     *
     * @param size octets, well above {@link #LOOK_AHEAD}
     */
    LineWindow(OctetSource source, int size) throws IOException {
        this.source = source;
        this.window = new byte[(int) Math.min(size, Math.max(source.size(), 8))];
        ensureLookAhead();
    }

    /** Offset in the source of the line. */
    long position() {
        return windowStart + line;
    }

    /** How many line ends were passed. */
    long lineNumber() {
        return lineNumber;
    }

    boolean atEnd() {
        return line == limit;
    }

    /** How many octets can be looked at: {@link #LOOK_AHEAD} or more, or all there are. */
    int available() {
        return limit - line;
    }

    /** The octet at an index below {@link #available}. */
    byte at(int index) {
        return window[line + index];
    }

    /** Whether the octets from {@code index} on are {@code wanted}. */
    boolean matches(int index, byte[] wanted) {
        int from = line + index;
        return wanted.length <= limit - from
                && Arrays.equals(window, from, from + wanted.length, wanted, 0, wanted.length);
    }

    /** Whether this is an empty line. */
    boolean isEmptyLine() {
        return available() > 0 && (at(0) == '\n' || (at(0) == '\r' && available() > 1 && at(1) == '\n'));
    }

    boolean startsWithDashes() {
        return available() > 1 && at(0) == '-' && at(1) == '-';
    }

    /** Length of the line end before this line: 2 after CRLF, 1 after LF, 0 at the very beginning. */
    int precedingLineEnd() {
        if (line == 0 || window[line - 1] != '\n') {
            return 0;
        }
        return line > 1 && window[line - 2] == '\r' ? 2 : 1;
    }

    /** Goes to the next line. */
    void skipLine() throws IOException {
        while (true) {
            int end = lineFeed(line);
            if (end < limit) {
                line = end + 1;
                lineNumber++;
                break;
            }
            line = limit;
            if (!refill()) {
                return;
            }
        }
        ensureLookAhead();
    }

    /** Goes to the next line, and gives its octets, with its end and up to {@code max} in all, to {@code into}. */
    void takeLine(StringBuilder into, int max) throws IOException {
        long before = lineNumber;
        while (!atEnd() && lineNumber == before) {
            int end = Math.min(lineFeed(line) + 1, limit);
            for (int i = line; i < end && into.length() < max; i++) {
                into.append((char) (window[i] & 0xFF));
            }
            lineNumber += window[end - 1] == '\n' ? 1 : 0;
            line = end;
            ensureLookAhead();
        }
    }

    /** Goes to the next line that begins with two dashes, which may be this one, or to the end. */
    void skipToDashes() throws IOException {
        while (!startsWithDashes() && !atEnd()) {
            int at = line;
            int safe = limit - LOOK_AHEAD;
            // The common case, kept tight: lines that end well inside the window.
            while (at < safe) {
                int end = lineFeed(at);
                if (end >= safe) {
                    break;
                }
                at = end + 1;
                lineNumber++;
                if (window[at] == '-' && window[at + 1] == '-') {
                    line = at;
                    return;
                }
            }
            line = at;
            skipLine();
        }
    }

    /** Goes to the end. */
    void skipToEnd() throws IOException {
        do {
            for (int at = lineFeed(line); at < limit; at = lineFeed(at + 1)) {
                lineNumber++;
            }
            line = limit;
        } while (refill());
    }

    /** Index of the first LF from {@code from} on, or the limit. */
    private int lineFeed(int from) {
        int i = from;
        for (; i + 8 <= limit; i += 8) {
            long different = (long) LONGS.get(window, i) ^ LINE_FEEDS;
            long zeros = (different - ONES) & ~different & HIGHS;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (i < limit && window[i] != '\n') {
            i++;
        }
        return i;
    }

    private void ensureLookAhead() throws IOException {
        while (limit - line < LOOK_AHEAD && !sourceEnded) {
            refill();
        }
    }

    /** Moves the line to the front and reads more; false at the end of the source. */
    private boolean refill() throws IOException {
        int keepFrom = Math.max(0, line - LOOK_BEHIND);
        System.arraycopy(window, keepFrom, window, 0, limit - keepFrom);
        windowStart += keepFrom;
        line -= keepFrom;
        limit -= keepFrom;
        ByteBuffer free = ByteBuffer.wrap(window, limit, window.length - limit);
        int count = sourceEnded || !free.hasRemaining() ? -1 : source.read(windowStart + limit, free);
        sourceEnded = count < 0;
        limit += Math.max(count, 0);
        return count > 0;
    }
}
