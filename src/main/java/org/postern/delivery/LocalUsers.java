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
     * Whom an alias stands for; each with a domain.
     *
     * @throws IOException as {@link #find}
     */
    default Optional<List<Address>> aliasTargets(UserName address) throws IOException {
        return Optional.empty();
    }

    /**
     * Who gets mail for addresses of a domain that nobody owns.
     *
     * @throws IOException as {@link #find}
     */
    default Optional<List<Address>> catchAll(String domain) throws IOException {
        return Optional.empty();
    }

    /**
     * Who gets mail for the postmaster of any domain here where nobody else does (RFC 5321 4.5.1).
     *
     * @return an address here, with a domain
     */
    default Optional<Address> postmaster() {
        return Optional.empty();
    }

    /**
     * Where a user's mail goes instead of the mailbox; the user's own address among the targets means that one too.
     *
     * @param user whom {@link #find} has found
     * @throws IOException as {@link #find}
     */
    default Optional<List<Address>> forwarding(UserName user) throws IOException {
        return Optional.empty();
    }

    /**
     * Whether mail for a domain is this server's: whom nobody here is in such a domain is not looked for elsewhere.
     *
     * @throws IOException as {@link #find}
     */
    default boolean isLocal(String domain) throws IOException {
        return true;
    }
}
