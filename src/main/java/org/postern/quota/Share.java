package org.postern.quota;

/**
 * A part of a limit, or a fixed amount of octets, or both together.
 *
 * @param octets 0 or more
 * @param percent of the limit, 0 or more
 */
public record Share(long octets, int percent) {
    public static final Share NONE = new Share(0, 0);

    /** Of octets. */
    long of(long limit) {
        long part = ofCount(limit);
        return part > Long.MAX_VALUE - octets ? Long.MAX_VALUE : octets + part;
    }

    /** Of something that is not counted in octets. */
    long ofCount(long limit) {
        return percent > 0 && limit / 100 > Long.MAX_VALUE / percent - percent
                ? Long.MAX_VALUE
                : limit / 100 * percent + limit % 100 * percent / 100;
    }
}
