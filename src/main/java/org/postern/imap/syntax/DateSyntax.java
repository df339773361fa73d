package org.postern.imap.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** Dates of RFC 9051 9: {@code date} of SEARCH and {@code date-time} of APPEND and INTERNALDATE. */
public final class DateSyntax {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private DateSyntax() {}

    /** date: {@code 1-Feb-1994}, with or without quotes. */
    public static LocalDate parseDate(ImapLexer in) throws ImapSyntaxException {
        boolean quoted = in.tryConsume('"');
        LocalDate date = dayMonthYear(in);
        if (quoted) {
            in.expect('"');
        }
        return date;
    }

    /** date-time: {@code "17-Jul-1996 02:44:25 -0700"}; the day may be one digit with or without a space before. */
    public static OffsetDateTime parseDateTime(ImapLexer in) throws ImapSyntaxException {
        in.expect('"');
        in.tryConsume(' ');
        int from = in.position();
        LocalDate date = dayMonthYear(in);
        in.space();
        int hour = digits(in, 2, 2);
        in.expect(':');
        int minute = digits(in, 2, 2);
        in.expect(':');
        int second = digits(in, 2, 2);
        in.space();
        boolean west = in.peek() == '-';
        if (!in.tryConsume('-')) {
            in.expect('+');
        }
        int zone = digits(in, 2, 2) * 60 + digits(in, 2, 2);
        in.expect('"');
        try {
            // A leap second counts as the second before it: Java has none.
            LocalDateTime time = date.atTime(hour, minute, second == 60 ? 59 : second);
            return time.atOffset(ZoneOffset.ofTotalSeconds((west ? -zone : zone) * 60));
        } catch (DateTimeException e) {
            throw new ImapSyntaxException(from, "no such date and time");
        }
    }

    /** INTERNALDATE without quotes, in UTC: {@code 01-Feb-1994 21:52:25 +0000}. */
    public static String compose(Instant instant) {
        OffsetDateTime t = instant.atOffset(ZoneOffset.UTC);
        int month = (t.getMonthValue() - 1) * 3;
        StringBuilder out = new StringBuilder(26);
        padded(out, t.getDayOfMonth(), 2)
                .append('-')
                .append(MONTHS, month, month + 3)
                .append('-');
        padded(out, t.getYear(), 4).append(' ');
        padded(out, t.getHour(), 2).append(':');
        padded(out, t.getMinute(), 2).append(':');
        return padded(out, t.getSecond(), 2).append(" +0000").toString();
    }

    private static StringBuilder padded(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        return out.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }

    private static LocalDate dayMonthYear(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        int day = digits(in, 1, 2);
        in.expect('-');
        int month = month(in);
        in.expect('-');
        int year = digits(in, 4, 4);
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw new ImapSyntaxException(from, "no such date");
        }
    }

    private static int month(ImapLexer in) throws ImapSyntaxException {
        for (int month = 1; month <= 12; month++) {
            if (in.tryPrefix(MONTHS.substring(month * 3 - 3, month * 3))) {
                return month;
            }
        }
        throw in.error("month expected");
    }

    private static int digits(ImapLexer in, int least, int most) throws ImapSyntaxException {
        int value = 0;
        for (int n = 0; n < most; n++) {
            int c = in.peek();
            if (c < '0' || c > '9') {
                if (n >= least) {
                    break;
                }
                throw in.error("digit expected");
            }
            in.tryConsume((char) c);
            value = value * 10 + c - '0';
        }
        return value;
    }
}
