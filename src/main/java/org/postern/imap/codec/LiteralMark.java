package org.postern.imap.codec;

import java.util.Optional;
import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.codec.ImapRequest.Waiting;

/**
 * The announcement of a literal at the end of a line: {@code {5}}, {@code {5+}}, {@code ~{5}}.
 *
 * @param start where it begins, counted from the start of the octets given
 * @param size octets; -1 when the number does not fit
 */
record LiteralMark(int start, long size, Waiting waiting, Octets octets) {
    static Optional<LiteralMark> atEndOf(byte[] line, int from, int to) {
        int i = to - 1;
        if (i < from || line[i] != '}') {
            return Optional.empty();
        }
        i--;
        Waiting waiting = i >= from && line[i] == '+' ? Waiting.NO : Waiting.YES;
        int digitsEnd = waiting == Waiting.NO ? i : i + 1;
        int digits = digitsEnd;
        while (digits > from && line[digits - 1] >= '0' && line[digits - 1] <= '9') {
            digits--;
        }
        if (digits == digitsEnd || digits == from || line[digits - 1] != '{') {
            return Optional.empty();
        }
        boolean binary = digits - 2 >= from && line[digits - 2] == '~';
        return Optional.of(new LiteralMark(
                binary ? digits - 2 : digits - 1,
                number(line, digits, digitsEnd),
                waiting,
                binary ? Octets.BINARY : Octets.TEXT));
    }

    private static long number(byte[] line, int from, int to) {
        long n = 0;
        for (int i = from; i < to; i++) {
            int digit = line[i] - '0';
            if (n > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            n = n * 10 + digit;
        }
        return n;
    }
}
