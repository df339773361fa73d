package org.postern.auth;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit of a user or a domain, as the directory files state it.
 *
 * @param value octets or messages, 0 or more; {@link Long#MAX_VALUE} stands for "unlimited"
 */
public record Limit(long value) {
    public static final Limit UNLIMITED = new Limit(Long.MAX_VALUE);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,40})([KMGTkmgt]?)");
    private static final String UNITS = "KMGT";
    private static final String LARGER_UNITS = "KMGTPE";

    public Limit {
        if (value < 0) {
            throw new IllegalArgumentException("a limit must not be negative");
        }
    }

    /**
     * Reads {@code 512K}, {@code 10M}, {@code 1G}, {@code 2T} (powers of 1024), a plain number or {@code unlimited}.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static Limit parse(String text) {
        if (text.equalsIgnoreCase("unlimited")) {
            return UNLIMITED;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a limit like 10M, 1G, 5000 or unlimited");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
        try {
            return new Limit(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("is too large a limit", e);
        }
    }

    public boolean isUnlimited() {
        return value == Long.MAX_VALUE;
    }

    /** What {@link #parse} reads back: {@code unlimited}, or the number with the largest unit that divides it. */
    @Override
    public String toString() {
        if (isUnlimited()) {
            return "unlimited";
        }
        long rest = value;
        int unit = 0;
        while (unit < UNITS.length() && rest != 0 && rest % 1024 == 0) {
            rest /= 1024;
            unit++;
        }
        return unit == 0 ? Long.toString(rest) : Long.toString(rest) + UNITS.charAt(unit - 1);
    }

    /** Octets as people read them, {@code 1.5G}: not exact. */
    public String rounded() {
        if (isUnlimited() || value < 1024) {
            return toString();
        }
        double rest = value;
        int unit = 0;
        while (rest >= 1024 && unit < LARGER_UNITS.length()) {
            rest /= 1024;
            unit++;
        }
        String number = rest == Math.rint(rest) ? Long.toString((long) rest) : String.format(Locale.ROOT, "%.1f", rest);
        return number + LARGER_UNITS.charAt(unit - 1);
    }
}
