package org.postern.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be stored beyond a limit.
 *
 * @param octets 0 or more
 * @param percent of the limit, 0 to 1000
 */
public record Extra(long octets, int percent) {
    public static final Extra NONE = new Extra(0, 0);

    private static final int MOST_PERCENT = 1000;
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,4})%");

    /**
     * Reads a share such as {@code 10%}, or a size such as {@code 10M}; 0 for none.
     *
     * @throws IllegalArgumentException with a sentence fit for an operator
     */
    static Extra parse(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        if (percent.matches()) {
            return new Extra(0, (int) KeyTypes.number(percent.group(1), 0, MOST_PERCENT));
        }
        ByteSize size = size(text);
        if (size.isUnlimited()) {
            throw new IllegalArgumentException("must be a share (10%) or a size (10M), not unlimited");
        }
        return new Extra(size.octets(), 0);
    }

    private static ByteSize size(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a share (10%) or a size (10M), not '" + text + "'", e);
        }
    }
}
