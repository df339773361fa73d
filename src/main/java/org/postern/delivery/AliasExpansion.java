package org.postern.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.delivery.Forward.Kept;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody one address stands for. Of an address these are tried in turn: an alias, a user, an alias or a user without the
 * detail, the domain's catch-all, and for a postmaster who is none of these, the server's; so a user whose name contains the
 * separator keeps mail that a subaddress would take away.
 *
 * <p>What must stay true: (1) An alias or a forward address that names itself means the user of that name. (2) Each address
 * counts once, so loops come to an end. (3) A user whose forward address leads nowhere, or back, keeps the mail.
 * (4) Nothing leaves this server but by a target that somebody here has set.
 */
final class AliasExpansion {
    private static final Logger LOG = LoggerFactory.getLogger(AliasExpansion.class);

    private final LocalUsers users;
    private final DeliverySettings settings;
    private final List<Member> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();
    /** Users who gave their mail away. */
    private final List<Recipient> givers = new ArrayList<>();

    AliasExpansion(LocalUsers users, DeliverySettings settings) {
        this.users = users;
        this.settings = settings;
    }

    /** A lookup that may fail for the time being. */
    private interface Lookup<T> {
        Optional<T> in(UserName name) throws IOException;
    }

    /** An address, and who has named it; nobody has named the first. */
    private record Step(Address address, Optional<Address> by, Kept kept) {}

    /**
     * Expands; empty when nobody is meant.
     *
     * @param address with a domain
     */
    List<Member> of(Address address) throws DeliveryException {
        follow(address);
        Set<UserName> kept = new HashSet<>();
        for (Recipient giver : givers) {
            AliasExpansion alone = new AliasExpansion(users, settings);
            alone.follow(Address.parse(giver.user().address()));
            if (alone.found.isEmpty() && alone.givers.stream().noneMatch(g -> kept.contains(g.user()))) {
                LOG.warn("the forward address of {} leads nowhere: the mail stays", giver.user());
                kept.add(giver.user());
                found.add(giver);
            }
        }
        return found;
    }

    private void follow(Address address) throws DeliveryException {
        open.add(new Step(address, Optional.empty(), Kept.NOWHERE));
        while (!open.isEmpty()) {
            Step next = open.remove();
            if (!expand(next) && next.by().isPresent()) {
                LOG.warn("{} names {}, whom nobody here is", next.by().get(), next.address());
            }
            if (found.size() + open.size() > settings.maxRecipients()) {
                throw new DeliveryException(Outcome.TOO_MANY_RECIPIENTS, address + " stands for too many");
            }
        }
    }

    /** Whether the address means something. */
    private boolean expand(Step step) throws DeliveryException {
        Address address = step.address();
        if (step.by().isPresent() && !isLocal(domain(address))) {
            if (seen.add(address.toString())) {
                found.add(new Forward(address, step.by().get(), step.kept()));
            }
            return true;
        }
        Optional<UserName> name = name(address.localPart(), domain(address));
        if (name.isPresent() && !seen.add(name.get().address())) {
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
        return isCaught(address) || isPostmaster(address);
    }

    private boolean isLocal(String domain) throws DeliveryException {
        try {
            return users.isLocal(domain);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean isAlias(Optional<UserName> name, Address address) throws DeliveryException {
        Optional<List<Address>> targets = look(name, users::aliasTargets);
        if (targets.isEmpty()) {
            return false;
        }
        boolean kept = names(targets.get(), name.orElseThrow()) && isUser(name, address, Optional.empty());
        follow(targets.get(), address, kept ? Kept.HERE : Kept.NOWHERE);
        return true;
    }

    private boolean isUser(Optional<UserName> name, Address address, Optional<String> detail) throws DeliveryException {
        Optional<UserName> user = look(name, users::find);
        if (user.isEmpty()) {
            return false;
        }
        Recipient recipient = new Recipient(address, user.get(), detail);
        Optional<List<Address>> targets = look(user, users::forwarding);
        boolean stays = targets.isEmpty() || names(targets.get(), user.get());
        if (stays) {
            found.add(recipient);
        } else {
            givers.add(recipient);
        }
        if (targets.isPresent()) {
            seen.add(user.get().address());
            follow(targets.get(), Address.parse(user.get().address()), stays ? Kept.HERE : Kept.NOWHERE);
        }
        return true;
    }

    private boolean isCaught(Address address) throws DeliveryException {
        Optional<UserName> anybody = name(RecipientResolver.POSTMASTER, domain(address));
        Optional<List<Address>> targets = look(anybody, any -> users.catchAll(any.domain()));
        targets.ifPresent(all -> follow(all, address, Kept.NOWHERE));
        return targets.isPresent();
    }

    private boolean isPostmaster(Address address) throws DeliveryException {
        if (!address.localPart().equalsIgnoreCase(RecipientResolver.POSTMASTER) || !isServed(domain(address))) {
            return false;
        }
        Optional<Address> postmaster = users.postmaster();
        if (postmaster.isEmpty() || !isLocal(domain(postmaster.get()))) {
            return false;
        }
        follow(List.of(postmaster.get()), address, Kept.NOWHERE);
        return true;
    }

    /** The server's own name is the domain of a postmaster who has none. */
    private boolean isServed(String domain) throws DeliveryException {
        return domain.equalsIgnoreCase(settings.hostname()) || isLocal(domain);
    }

    private void follow(List<Address> targets, Address by, Kept kept) {
        targets.forEach(target -> open.add(new Step(target, Optional.of(by), kept)));
    }

    private static boolean names(List<Address> targets, UserName user) {
        return targets.stream()
                .anyMatch(target -> name(target.localPart(), domain(target)).equals(Optional.of(user)));
    }

    private static <T> Optional<T> look(Optional<UserName> name, Lookup<T> lookup) throws DeliveryException {
        try {
            return name.isPresent() ? lookup.in(name.get()) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static DeliveryException unreadable(IOException e) {
        return new DeliveryException(Outcome.TRY_AGAIN, "users cannot be read: " + e.getMessage(), e);
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
