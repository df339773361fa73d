package org.postern.store;

import java.time.Instant;
import java.util.Optional;

/** Where messages of one mailbox come from. */
public interface Provenance {
    /**
     * When a message was placed in this mailbox, in whole seconds (RFC 8514 3). Empty when it is gone, or when whoever put it
     * there did not say.
     */
    Optional<Instant> saved(long uid) throws StoreException;

    /**
     * Identifies what a message consists of, for ever: a copy has the id of its original, no other message has it (RFC 8474
     * 5.1). 1 to 64 characters of {@code a-z 0-9}; empty when it is gone.
     */
    Optional<String> contentId(long uid) throws StoreException;
}
