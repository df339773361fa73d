package org.postern.auth;

import java.util.List;
import java.util.Optional;

/** Which users exist. Thread-safe; may read from disk. */
public interface UserDirectory {
    /**
     * Looks a user up.
     *
     * @throws DirectoryException when it cannot be told; never to be answered as "no such user"
     */
    Optional<User> find(MailAddress address) throws DirectoryException;

    /**
     * Whether somebody has an address in a domain.
     *
     * @param domain canonical, as {@link MailAddress#domain()} is
     */
    default boolean hasDomain(String domain) throws DirectoryException {
        return all().stream().anyMatch(user -> user.address().domain().equals(domain));
    }

    /** All users, in the order of the directory. */
    List<User> all() throws DirectoryException;
}
