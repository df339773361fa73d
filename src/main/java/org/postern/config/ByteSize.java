package org.postern.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size in octets, or no limit at all.
 *
 * @param octets 0 or more; {@link Long#MAX_VALUE} stands for "unlimited", so that comparisons need no special case
 */
public record ByteSize(long octets) implements Comparable<ByteSize> {
    public static final ByteSize UNLIMITED = new ByteSize(Long.MAX_VALUE);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,19})([KMGT]?)(?:I?B)?");
    private static final String UNITS = "KMGT";

    public ByteSize {
        if (octets < 0) {
            throw new IllegalArgumentException("negative size: " + octets);
        }
    }

    /**
     * Reads {@code 512K}, {@code 10M}, {@code 1G}, {@code 2T} (powers of 1024, either case), a plain number of octets,
     * or {@code unlimited}.
     *
     * @throws IllegalArgumentException with a sentence fit for an operator
     */
    public static ByteSize parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.equals("UNLIMITED")) {
            return UNLIMITED;
        }
        Matcher matcher = TEXT.matcher(upper);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size: '" + text + "' (like 512K, 10M, 1G or unlimited)");
        }
        int shift =
                10 * (UNITS.indexOf(matcher.group(2)) + 1) * matcher.group(2).length();
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("too large a size: '" + text + "'", e);
        }
    }

    public boolean isUnlimited() {
        return octets == Long.MAX_VALUE;
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(octets, other.octets);
    }

    /** The shortest text that {@link #parse} reads back to the same size. */
    @Override
    public String toString() {
        if (isUnlimited()) {
            return "unlimited";
        }
        long value = octets;
        int unit = 0;
        while (unit < UNITS.length() && value != 0 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? Long.toString(value) : value + UNITS.substring(unit - 1, unit);
    }
}
