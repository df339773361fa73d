package org.postern.boot;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postern.auth.AliasFile;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserDirectory;
import org.postern.delivery.LocalUsers;
import org.postern.store.UserName;

/** The user directory, as delivery sees it. */
record DirectoryUsers(UserDirectory directory, AliasFile aliases) implements LocalUsers {
    @Override
    public Optional<UserName> find(UserName address) throws IOException {
        return look(
                address.address(),
                name -> directory.find(name).map(User::address).map(DirectoryUsers::nameOf));
    }

    @Override
    public Optional<List<UserName>> aliasTargets(UserName address) throws IOException {
        return look(address.address(), name -> aliases.targets(name).map(DirectoryUsers::namesOf));
    }

    @Override
    public Optional<List<UserName>> catchAll(String domain) throws IOException {
        return look("any@" + domain, name -> aliases.catchAll(name.domain()).map(DirectoryUsers::namesOf));
    }

    private interface Lookup<T> {
        Optional<T> of(MailAddress address) throws DirectoryException;
    }

    private static <T> Optional<T> look(String address, Lookup<T> lookup) throws IOException {
        MailAddress canonical;
        try {
            canonical = MailAddress.parse(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        try {
            return lookup.of(canonical);
        } catch (DirectoryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<UserName> namesOf(List<MailAddress> addresses) {
        return addresses.stream().map(DirectoryUsers::nameOf).toList();
    }

    /** Every canonical address is a name that the store accepts. */
    static UserName nameOf(MailAddress address) {
        return new UserName(address.toString());
    }
}
