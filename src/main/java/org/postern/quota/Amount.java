package org.postern.quota;

import java.util.List;
import org.postern.store.Arrival;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StorageUse;
import org.postern.store.UidSet;

/** Octets and messages, neither negative. */
record Amount(long octets, long messages) {
    static final Amount NOTHING = new Amount(0, 0);

    static Amount of(List<Arrival> arrivals) {
        return new Amount(arrivals.stream().mapToLong(a -> a.message().size()).sum(), arrivals.size());
    }

    /** What of a mailbox is in the set. */
    static Amount of(MailboxSnapshot rows, UidSet uids) {
        long octets = 0;
        long messages = 0;
        for (int range = 0; range < uids.ranges(); range++) {
            int found = rows.indexOf(uids.first(range));
            for (int i = found < 0 ? -found - 1 : found; i < rows.size() && rows.uid(i) <= uids.last(range); i++) {
                octets += rows.octets(i);
                messages++;
            }
        }
        return new Amount(octets, messages);
    }

    boolean isNothing() {
        return octets == 0 && messages == 0;
    }

    Amount plus(Amount other) {
        return new Amount(octets + other.octets, messages + other.messages);
    }

    Amount minus(Amount other) {
        return new Amount(octets - other.octets, messages - other.messages);
    }

    /** What is left of it when the other goes for it; nothing less than nothing. */
    Amount beyond(Amount other) {
        return new Amount(Math.max(0, octets - other.octets), Math.max(0, messages - other.messages));
    }

    boolean fits(StorageUse use) {
        return use.hasRoomFor(octets, messages);
    }
}
