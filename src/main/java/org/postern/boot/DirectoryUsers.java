package org.postern.boot;

import java.io.IOException;
import java.util.Optional;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserDirectory;
import org.postern.delivery.LocalUsers;
import org.postern.store.UserName;

/** The user directory, as delivery sees it. */
record DirectoryUsers(UserDirectory directory) implements LocalUsers {
    @Override
    public Optional<UserName> find(UserName address) throws IOException {
        MailAddress canonical;
        try {
            canonical = MailAddress.parse(address.address());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        try {
            return directory.find(canonical).map(User::address).map(DirectoryUsers::nameOf);
        } catch (DirectoryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Every canonical address is a name that the store accepts. */
    static UserName nameOf(MailAddress address) {
        return new UserName(address.toString());
    }
}
