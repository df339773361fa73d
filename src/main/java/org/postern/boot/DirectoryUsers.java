package org.postern.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postern.auth.AliasFile;
import org.postern.auth.DirectoryException;
import org.postern.auth.DomainFile;
import org.postern.auth.Forwarding;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserDirectory;
import org.postern.config.Settings;
import org.postern.delivery.Address;
import org.postern.delivery.LocalUsers;
import org.postern.store.MailStore;
import org.postern.store.UserName;

/** The user directory, as delivery sees it. */
record DirectoryUsers(UserDirectory directory, DomainFile domains, AliasFile aliases, Supplier<Settings> settings)
        implements LocalUsers {
    @Override
    public Optional<UserName> find(UserName address) throws IOException {
        return look(
                address.address(),
                name -> directory.find(name).map(User::address).map(DirectoryUsers::nameOf));
    }

    @Override
    public Optional<List<Address>> aliasTargets(UserName address) throws IOException {
        return look(address.address(), name -> aliases.targets(name).map(DirectoryUsers::addresses));
    }

    @Override
    public Optional<List<Address>> catchAll(String domain) throws IOException {
        return look("any@" + domain, name -> aliases.catchAll(name.domain()).map(DirectoryUsers::addresses));
    }

    @Override
    public Optional<List<Address>> forwarding(UserName user) throws IOException {
        Optional<Forwarding> forwarding =
                look(user.address(), name -> directory.find(name).flatMap(User::forwarding));
        return forwarding.map(f -> targets(f, user));
    }

    @Override
    public Optional<Address> postmaster() {
        return settings.get().auth().admins().stream().findFirst().map(Address::parse);
    }

    private static List<Address> targets(Forwarding forwarding, UserName user) {
        List<Address> targets = new ArrayList<>(addresses(forwarding.targets()));
        if (forwarding.copy() == Forwarding.Copy.KEPT) {
            targets.add(Address.parse(user.address()));
        }
        return List.copyOf(targets);
    }

    @Override
    public boolean isLocal(String domain) throws IOException {
        return look("any@" + domain, name -> Optional.of(hasDomain(name.domain())))
                .orElse(false);
    }

    private boolean hasDomain(String domain) throws DirectoryException {
        return settings.get().defaultDomain().equals(Optional.of(domain))
                || domains.isKnown(domain)
                || directory.hasDomain(domain)
                || aliases.hasDomain(domain);
    }

    /** Everybody who has an account; nobody while the file cannot be read. */
    List<UserName> all() {
        try {
            return directory.all().stream()
                    .map(User::address)
                    .map(DirectoryUsers::nameOf)
                    .toList();
        } catch (DirectoryException e) {
            return List.of();
        }
    }

    /** As {@link #all}, and what belongs to nobody. */
    List<UserName> accounts() {
        List<UserName> accounts = new ArrayList<>(all());
        if (!accounts.isEmpty()) {
            accounts.add(MailStore.PUBLIC);
        }
        return accounts;
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

    private static List<Address> addresses(List<String> written) {
        return written.stream().map(Address::parse).toList();
    }

    /** Every canonical address is a name that the store accepts. */
    static UserName nameOf(MailAddress address) {
        return new UserName(address.toString());
    }
}
