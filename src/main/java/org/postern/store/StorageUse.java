package org.postern.store;

import java.util.OptionalLong;

/**
 * How full an account is. Limits are empty without a quota (or where it is unlimited).
 *
 * @param octets sum of message sizes as stored with CRLF
 */
public record StorageUse(long octets, long messages, OptionalLong octetLimit, OptionalLong messageLimit) {
    public static StorageUse unlimited(long octets, long messages) {
        return new StorageUse(octets, messages, OptionalLong.empty(), OptionalLong.empty());
    }

    public boolean hasRoomFor(long moreOctets, long moreMessages) {
        // Subtracting cannot overflow, whatever size a client announces.
        return moreOctets <= octetLimit.orElse(Long.MAX_VALUE) - octets
                && moreMessages <= messageLimit.orElse(Long.MAX_VALUE) - messages;
    }

    /** Of the limit that is nearer, rounded down; 0 without limits, and 100 of one that is 0. May be more than 100. */
    public int percent() {
        return Math.max(percent(octets, octetLimit), percent(messages, messageLimit));
    }

    private static int percent(long used, OptionalLong limit) {
        long of = limit.orElse(Long.MAX_VALUE);
        return of <= 0 ? 100 : (int) Math.floor(100.0 * used / of);
    }
}
