package org.postern.store.memory;

import java.time.Instant;
import org.postern.store.Flags;

/**
 * One row of a folder; immutable. A copy in another folder is the same message under another UID.
 *
 * @param saved when it was placed where it is
 */
record Message(long uid, Octets octets, Flags flags, Instant received, long modSeq, Instant saved) {
    Message as(long newUid, Flags newFlags, long newModSeq) {
        return new Message(newUid, octets, newFlags, received, newModSeq, saved);
    }

    Message savedAt(Instant now) {
        return new Message(uid, octets, flags, received, modSeq, now);
    }
}
