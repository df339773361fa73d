package org.postern.delivery;

import java.io.IOException;
import java.util.Optional;
import org.postern.store.UserName;

/** From an address, perhaps with a detail (RFC 5233), to the user who owns it. Thread-safe. */
final class RecipientResolver {
    private final LocalUsers users;

    RecipientResolver(LocalUsers users) {
        this.users = users;
    }

    /**
     * Finds the recipient. The whole local part is tried first, so that a user whose name contains the separator keeps
     * mail that a subaddress would take away.
     *
     * @throws DeliveryException UNKNOWN_USER, or TRY_AGAIN when the users cannot be read
     */
    Recipient resolve(Address address, DeliverySettings settings) throws DeliveryException {
        Address full = address.domain().isPresent()
                ? address
                : settings.defaultDomain().map(address::withDomain).orElseThrow(() -> unknown(address));
        String domain = full.domain().orElseThrow(() -> unknown(address));
        Optional<UserName> whole = find(full.localPart(), domain);
        if (whole.isPresent()) {
            return new Recipient(full, whole.get(), Optional.empty());
        }
        int cut = settings.subaddress().map(c -> full.localPart().indexOf(c)).orElse(-1);
        if (cut < 1) {
            throw unknown(full);
        }
        UserName user = find(full.localPart().substring(0, cut), domain).orElseThrow(() -> unknown(full));
        String detail = full.localPart().substring(cut + 1);
        return new Recipient(full, user, Optional.of(detail).filter(d -> !d.isEmpty()));
    }

    private Optional<UserName> find(String localPart, String domain) throws DeliveryException {
        UserName name;
        try {
            name = UserName.of(localPart + '@' + domain);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        try {
            return users.find(name);
        } catch (IOException e) {
            throw new DeliveryException(Outcome.TRY_AGAIN, "users cannot be read: " + e.getMessage(), e);
        }
    }

    private static DeliveryException unknown(Address address) {
        return new DeliveryException(Outcome.UNKNOWN_USER, "no user owns " + address);
    }
}
