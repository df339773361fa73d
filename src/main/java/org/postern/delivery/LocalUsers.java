package org.postern.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postern.store.UserName;

/** Who has a mailbox here, and which addresses stand for others. Thread-safe. */
@FunctionalInterface
public interface LocalUsers {
    /**
     * The user who owns an address, which is usually the address itself.
     *
     * @throws IOException when that cannot be told now; the sender is asked to try again
     */
    Optional<UserName> find(UserName address) throws IOException;

    /**
     * Whom an alias stands for.
     *
     * @throws IOException as {@link #find}
     */
    default Optional<List<UserName>> aliasTargets(UserName address) throws IOException {
        return Optional.empty();
    }

    /**
     * Who gets mail for addresses of a domain that nobody owns.
     *
     * @throws IOException as {@link #find}
     */
    default Optional<List<UserName>> catchAll(String domain) throws IOException {
        return Optional.empty();
    }
}
