package org.postern.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as configuration and operators write them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 12h}, {@code 14d}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final int MOST_DAYS = 36_500;

    private Durations() {}

    /**
     * Above zero, at most a hundred years.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration: '" + text + "' (like 30s, 10m, 12h or 14d)");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (duration.isZero() || duration.toDays() > MOST_DAYS) {
            throw new IllegalArgumentException("out of range: '" + text + "' (above 0, below a hundred years)");
        }
        return duration;
    }
}
