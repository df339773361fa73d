package org.postern.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads lines and counted octets from a server without making objects of them. */
final class WireReader {
    /** Thousands of connections only wait for a line; those that read much grow. */
    private static final int FIRST_SIZE = 1 << 12;

    private static final int ENOUGH = 1 << 18;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int next;
    private int end;
    private int lineStart;
    private int lineEnd;
    private long consumed;

    WireReader(InputStream in) {
        this.in = in;
    }

    /** Goes on to the next line. It is what the other methods speak of until the next call. */
    void nextLine() throws IOException {
        int from = next;
        while (true) {
            int at = indexOfNewline(from);
            if (at >= 0) {
                lineStart = next;
                lineEnd = at > next && buffer[at - 1] == '\r' ? at - 1 : at;
                consumed += at + 1 - next;
                next = at + 1;
                return;
            }
            int searched = end - next;
            fill();
            from = next + searched;
        }
    }

    /** Leaves out octets, without looking at them. */
    void skip(long octets) throws IOException {
        long left = octets;
        while (left > 0) {
            if (next == end) {
                fill();
            }
            int step = (int) Math.min(left, end - next);
            next += step;
            left -= step;
        }
        consumed += octets;
    }

    /**
     * Goes past the first place of an ending, which may have begun with the end of the current line; what lies before it is
     * leapt over (Horspool), so that not every octet is looked at.
     */
    void skipPast(Ending ending) throws IOException {
        int wanted = ending.octets.length;
        int before = Math.min(next - lineEnd, wanted - 1);
        next -= before;
        consumed -= before;
        int at = next + wanted - 1;
        while (true) {
            int found = ending.find(buffer, at, end);
            if (found < end) {
                consumed += found + 1 - next;
                next = found + 1;
                return;
            }
            int ahead = found - end;
            int keep = Math.min(end - next, wanted - 1);
            consumed += end - keep - next;
            next = end - keep;
            fill();
            at = next + keep + ahead;
        }
    }

    /** A pattern of octets that {@link #skipPast} looks for. */
    static final class Ending {
        private final byte[] octets;
        /** How far to go on when this octet stands where the pattern's last should. */
        private final int[] leap = new int[256];

        Ending(String ascii) {
            this.octets = ascii.getBytes(StandardCharsets.US_ASCII);
            Arrays.fill(leap, octets.length);
            for (int i = 0; i < octets.length - 1; i++) {
                leap[octets[i] & 0xFF] = octets.length - 1 - i;
            }
        }

        /** Where the pattern's last octet stands first, at {@code from} or behind it; or where to go on, not before {@code end}. */
        private int find(byte[] in, int from, int end) {
            int at = from;
            while (at < end) {
                byte octet = in[at];
                int first = at - octets.length + 1;
                if (octet == octets[octets.length - 1] && Arrays.equals(in, first, at + 1, octets, 0, octets.length)) {
                    return at;
                }
                at += leap[octet & 0xFF];
            }
            return at;
        }
    }

    /** Whether the line begins so. */
    boolean startsWith(byte[] prefix) {
        return lineEnd - lineStart >= prefix.length
                && Arrays.equals(buffer, lineStart, lineStart + prefix.length, prefix, 0, prefix.length);
    }

    boolean startsWith(char first) {
        return lineEnd > lineStart && buffer[lineStart] == first;
    }

    /** Whether the line is exactly one dot. */
    boolean isDot() {
        return lineEnd - lineStart == 1 && buffer[lineStart] == '.';
    }

    /** The size of the literal that the line announces at its end, or -1. */
    long literal() {
        if (lineEnd - lineStart < 3 || buffer[lineEnd - 1] != '}') {
            return -1;
        }
        long size = 0;
        long place = 1;
        for (int i = lineEnd - 2; i >= lineStart; i--) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return buffer[i] == '{' && place > 1 ? size : -1;
            }
            size += digit * place;
            place *= 10;
        }
        return -1;
    }

    /** Whether the line is {@code * <number> FETCH …}. */
    boolean isFetch() {
        int at = lineStart + 2;
        while (at < lineEnd && buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        return at > lineStart + 2 && at + 1 < lineEnd && buffer[at] == ' ' && buffer[at + 1] == 'F';
    }

    String line() {
        return new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.ISO_8859_1);
    }

    /** Octets that lines and {@link #skip} have gone past. */
    long consumed() {
        return consumed;
    }

    private int indexOfNewline(int from) {
        byte[] octets = buffer;
        for (int i = from; i < end; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (next == end) {
            next = 0;
            end = 0;
        } else if (end == buffer.length) {
            byte[] target = next > 0 ? buffer : new byte[buffer.length * 2];
            System.arraycopy(buffer, next, target, 0, end - next);
            buffer = target;
            end -= next;
            next = 0;
        }
        int got = in.read(buffer, end, buffer.length - end);
        if (got < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += got;
        if (end == buffer.length && buffer.length < ENOUGH) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }
}
