package org.postern.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody one address stands for. Of an address these are tried in turn: an alias, a user, an alias or a user without the
 * detail, the domain's catch-all; so a user whose name contains the separator keeps mail that a subaddress would take away.
 * An alias that names itself means the user of that name. Each address counts once, so loops come to an end.
 */
final class AliasExpansion {
    private static final Logger LOG = LoggerFactory.getLogger(AliasExpansion.class);

    private final LocalUsers users;
    private final DeliverySettings settings;
    private final List<Recipient> found = new ArrayList<>();
    private final Set<UserName> seen = new HashSet<>();
    private final Deque<Address> open = new ArrayDeque<>();

    AliasExpansion(LocalUsers users, DeliverySettings settings) {
        this.users = users;
        this.settings = settings;
    }

    /** A lookup that may fail for the time being. */
    private interface Lookup<T> {
        Optional<T> in(UserName name) throws IOException;
    }

    /**
     * Expands; empty when nobody is meant.
     *
     * @param address with a domain
     */
    List<Recipient> of(Address address) throws DeliveryException {
        open.add(address);
        while (!open.isEmpty()) {
            Address next = open.remove();
            if (!expand(next) && !next.equals(address)) {
                LOG.warn("alias {} names {}, whom nobody here is", address, next);
            }
            if (found.size() + open.size() > settings.maxRecipients()) {
                throw new DeliveryException(Outcome.TOO_MANY_RECIPIENTS, address + " stands for too many");
            }
        }
        return found;
    }

    /** Whether the address means something. */
    private boolean expand(Address address) throws DeliveryException {
        Optional<UserName> name = name(address.localPart(), domain(address));
        if (name.isPresent() && !seen.add(name.get())) {
            return true;
        }
        if (isAlias(name, address) || isUser(name, address, Optional.empty())) {
            return true;
        }
        int cut = settings.subaddress().map(c -> address.localPart().indexOf(c)).orElse(-1);
        if (cut > 0) {
            Optional<UserName> base = name(address.localPart().substring(0, cut), domain(address));
            String detail = address.localPart().substring(cut + 1);
            Optional<String> folder = Optional.of(detail).filter(d -> !d.isEmpty());
            if (isAlias(base, address) || isUser(base, address, folder)) {
                return true;
            }
        }
        return isCaught(address);
    }

    private boolean isAlias(Optional<UserName> name, Address address) throws DeliveryException {
        Optional<List<UserName>> targets = look(name, users::aliasTargets);
        targets.ifPresent(this::follow);
        if (targets.isPresent() && targets.get().contains(name.orElseThrow())) {
            isUser(name, address, Optional.empty());
        }
        return targets.isPresent();
    }

    private boolean isUser(Optional<UserName> name, Address address, Optional<String> detail) throws DeliveryException {
        Optional<UserName> user = look(name, users::find);
        user.ifPresent(owner -> found.add(new Recipient(address, owner, detail)));
        return user.isPresent();
    }

    private boolean isCaught(Address address) throws DeliveryException {
        Optional<UserName> anybody = name("postmaster", domain(address));
        Optional<List<UserName>> targets = look(anybody, any -> users.catchAll(any.domain()));
        targets.ifPresent(this::follow);
        return targets.isPresent();
    }

    private void follow(List<UserName> targets) {
        targets.stream().map(target -> Address.parse(target.address())).forEach(open::add);
    }

    private static <T> Optional<T> look(Optional<UserName> name, Lookup<T> lookup) throws DeliveryException {
        try {
            return name.isPresent() ? lookup.in(name.get()) : Optional.empty();
        } catch (IOException e) {
            throw new DeliveryException(Outcome.TRY_AGAIN, "users cannot be read: " + e.getMessage(), e);
        }
    }

    private static String domain(Address address) {
        return address.domain().orElseThrow();
    }

    private static Optional<UserName> name(String localPart, String domain) {
        try {
            return Optional.of(UserName.of(localPart + '@' + domain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
