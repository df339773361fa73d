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
}
