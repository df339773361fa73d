package org.postern.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** From an address, perhaps an alias, perhaps with a detail (RFC 5233), to the users who get its mail. Thread-safe. */
final class RecipientResolver {
    private final LocalUsers users;

    RecipientResolver(LocalUsers users) {
        this.users = users;
    }

    /**
     * Finds who is meant.
     *
     * @throws DeliveryException UNKNOWN_USER, TOO_MANY_RECIPIENTS when an alias stands for too many, or TRY_AGAIN when the
     *     users cannot be read
     */
    Addressee resolve(Address address, DeliverySettings settings) throws DeliveryException {
        Address full = address.domain().isPresent()
                ? address
                : settings.defaultDomain()
                        .or(() -> ownDomain(address, settings))
                        .map(address::withDomain)
                        .orElseThrow(() -> unknown(address));
        List<Member> members = new AliasExpansion(users, settings).of(full);
        if (members.isEmpty()) {
            throw unknown(full);
        }
        return new Addressee(full, members);
    }

    /** RFC 5321 4.5.1: whoever runs a server can be reached without knowing a domain. */
    private static Optional<String> ownDomain(Address address, DeliverySettings settings) {
        return Optional.of(settings.hostname()).filter(h -> address.localPart().equalsIgnoreCase("postmaster"));
    }

    /**
     * One who was found before, and must still be there.
     *
     * @throws DeliveryException as {@link #resolve}
     */
    Addressee known(Recipient recipient) throws DeliveryException {
        try {
            if (users.find(recipient.user()).equals(Optional.of(recipient.user()))) {
                return new Addressee(recipient.address(), List.of(recipient));
            }
        } catch (IOException e) {
            throw new DeliveryException(Outcome.TRY_AGAIN, "users cannot be read: " + e.getMessage(), e);
        }
        throw unknown(recipient.address());
    }

    private static DeliveryException unknown(Address address) {
        return new DeliveryException(Outcome.UNKNOWN_USER, "no user owns " + address);
    }
}
