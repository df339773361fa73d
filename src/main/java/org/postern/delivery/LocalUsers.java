package org.postern.delivery;

import java.io.IOException;
import java.util.Optional;
import org.postern.store.UserName;

/** Who has a mailbox here. Thread-safe. */
@FunctionalInterface
public interface LocalUsers {
    /**
     * The user who owns an address, which is usually the address itself.
     *
     * @throws IOException when that cannot be told now; the sender is asked to try again
     */
    Optional<UserName> find(UserName address) throws IOException;
}
