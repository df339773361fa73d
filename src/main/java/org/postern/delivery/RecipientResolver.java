package org.postern.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** From an address, perhaps an alias, perhaps with a detail (RFC 5233), to the users who get its mail. Thread-safe. */
public final class RecipientResolver {
    static final String POSTMASTER = "postmaster";

    private final LocalUsers users;

    /** Asks these users each time. */
    public RecipientResolver(LocalUsers users) {
        this.users = users;
    }

    /** Whether mail for an address reaches somebody, as far as that can be told now: who cannot be looked up is not nobody. */
    public boolean leadsToSomebody(Address address, DeliverySettings settings) {
        try {
            return !resolve(address, settings).members().isEmpty();
        } catch (DeliveryException e) {
            return e.outcome() != Outcome.UNKNOWN_USER;
        }
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
        return Optional.of(settings.hostname()).filter(h -> address.localPart().equalsIgnoreCase(POSTMASTER));
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
