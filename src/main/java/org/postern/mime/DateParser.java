package org.postern.mime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The Date field (RFC 5322 3.3, with all of 4.3), and what senders write instead: the month first, hyphens between day,
 * month and year, no seconds, a clock of twelve hours, no time (midnight), no zone or an unknown one (UTC).
 */
public final class DateParser {
    /** No date is longer; the rest of the value is not looked at. */
    private static final int MAX_LENGTH = 200;

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> ZONE_HOURS =
            Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

    private int day;
    private int month;
    private int year = -1;
    private Optional<LocalTime> time = Optional.empty();
    private Optional<ZoneOffset> zone = Optional.empty();

    private DateParser() {}

    /** The moment that a field value names, with the zone it names; empty for junk. */
    public static Optional<OffsetDateTime> parse(Octets value) {
        String raw = value.latin1();
        try {
            return new DateParser().run(raw.substring(0, Math.min(raw.length(), MAX_LENGTH)));
        } catch (DateTimeException | NumberFormatException notADate) {
            return Optional.empty();
        }
    }

    private Optional<OffsetDateTime> run(String raw) {
        for (String word : words(raw)) {
            if (word.indexOf(':') > 0) {
                clock(word);
            } else if (Character.isDigit(word.charAt(0))) {
                number(word);
            } else if ((word.charAt(0) == '+' || word.charAt(0) == '-') && word.length() > 1) {
                offset(word);
            } else {
                name(word.toLowerCase(Locale.ROOT));
            }
        }
        if (day == 0 || month == 0 || year < 0) {
            return Optional.empty();
        }
        return Optional.of(OffsetDateTime.of(
                LocalDate.of(year, month, day), time.orElse(LocalTime.MIDNIGHT), zone.orElse(ZoneOffset.UTC)));
    }

    /** The words outside of comments; {@code 1-Jan-2020} is three, {@code 9 : 05} one. */
    private static List<String> words(String raw) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        FieldLexer in = new FieldLexer(raw);
        while (!in.atEnd()) {
            boolean apart = FieldLexer.isBlank(in.peek()) || in.peek() == '(';
            if (in.skipBlank().atEnd()) {
                break;
            }
            char c = in.next();
            boolean clock = word.indexOf(":") > 0;
            boolean glued = c == ':' || (clock && word.charAt(word.length() - 1) == ':');
            boolean signs = (c == '-' || c == '+') && (clock || word.isEmpty() || apart);
            if (c == ',' || c == '-' || c == '+' || (apart && !glued)) {
                flush(word, words);
            }
            if (signs || (c != ',' && c != '-')) {
                word.append(c);
            }
        }
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        word.setLength(0);
    }

    private void clock(String word) {
        if (time.isPresent()) {
            return;
        }
        String[] fields = word.split(":", 4);
        int hour = Integer.parseInt(fields[0]);
        int minute = Integer.parseInt(digits(fields[1]));
        int second = fields.length > 2 ? Integer.parseInt(digits(fields[2])) : 0;
        // A day with an impossible time is still a day. RFC 5322 3.3 allows a leap second, which no clock here can
        // show.
        if (hour < 24 && minute < 60 && second <= 60) {
            time = Optional.of(LocalTime.of(hour, minute, Math.min(second, 59)));
        }
    }

    /** The digits that a word begins with: {@code 30.250} and {@code 30Z} are 30. */
    private static String digits(String word) {
        int end = 0;
        while (end < word.length() && Character.isDigit(word.charAt(end))) {
            end++;
        }
        return word.substring(0, end);
    }

    /** A day, and after it a year; one of three digits or more is never a day. */
    private void number(String word) {
        String digits = digits(word);
        int number = Integer.parseInt(digits);
        if (day == 0 && digits.length() <= 2) {
            day = number;
        } else if (year < 0) {
            year = fullYear(number, digits.length());
        }
    }

    /** RFC 5322 4.3: two digits below 50 are of this century, other short ones count from 1900. */
    private static int fullYear(int number, int digits) {
        if (digits >= 4) {
            return number;
        }
        return number + (digits == 2 && number < 50 ? 2000 : 1900);
    }

    private void offset(String word) {
        String digits = word.substring(1).replace(":", "");
        if (zone.isPresent() || !digits.equals(digits(digits)) || digits.length() != 4) {
            return;
        }
        int minutes = Integer.parseInt(digits.substring(0, 2)) * 60 + Integer.parseInt(digits.substring(2));
        // What no zone of the earth has says nothing, as -0000 does.
        zone = Optional.of(
                minutes > 14 * 60
                        ? ZoneOffset.UTC
                        : ZoneOffset.ofTotalSeconds((word.charAt(0) == '-' ? -minutes : minutes) * 60));
    }

    private void name(String word) {
        int named = word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3));
        if (named >= 0 && month == 0) {
            month = named + 1;
        } else if (word.equals("pm") || word.equals("am")) {
            time = time.filter(clock -> clock.getHour() > 12)
                    .or(() -> time.map(clock -> clock.withHour(clock.getHour() % 12 + (word.equals("pm") ? 12 : 0))));
        } else if (zone.isEmpty() && ZONE_HOURS.containsKey(word)) {
            zone = Optional.of(ZoneOffset.ofHours(ZONE_HOURS.getOrDefault(word, 0)));
        }
    }
}
