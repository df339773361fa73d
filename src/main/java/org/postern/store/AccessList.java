package org.postern.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;

/**
 * Who may do what to a mailbox (RFC 4314). Of the entries that mean somebody the most specific counts, as in Dovecot: anyone,
 * then authenticated, then owner, then the user; what an entry takes away it takes from what was granted so far. An owner of
 * whom no entry says otherwise has all rights, and always those to find the mailbox and to administer it. Immutable.
 */
public final class AccessList {
    public static final AccessList NONE = new AccessList(Map.of());
    /** What nobody can take from an owner. */
    public static final Rights OF_OWNERS = Rights.of(Right.LOOKUP, Right.ADMINISTER);

    private final Map<AccessIdentifier, Rights> entries;

    private AccessList(Map<AccessIdentifier, Rights> entries) {
        this.entries = entries;
    }

    public static AccessList of(Map<AccessIdentifier, Rights> entries) {
        return new AccessList(new LinkedHashMap<>(entries));
    }

    /** In the order in which they came. */
    public Collection<Map.Entry<AccessIdentifier, Rights>> entries() {
        return List.copyOf(entries.entrySet());
    }

    public Optional<Rights> get(AccessIdentifier identifier) {
        return Optional.ofNullable(entries.get(identifier));
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What somebody may do to a mailbox of an owner. */
    public Rights rights(UserName who, UserName owner) {
        boolean own = who.equals(owner);
        Rights rights = Rights.NONE;
        for (Kind kind : Kind.values()) {
            Rights before = kind == Kind.OWNER && own ? Rights.ALL : rights;
            rights = entry(kind, Sign.GRANTS, who, owner)
                    .orElse(before)
                    .minus(entry(kind, Sign.TAKES, who, owner).orElse(Rights.NONE));
        }
        return own ? rights.plus(OF_OWNERS) : rights;
    }

    private Optional<Rights> entry(Kind kind, Sign sign, UserName who, UserName owner) {
        AccessIdentifier identifier =
                kind == Kind.USER ? AccessIdentifier.of(who, sign) : AccessIdentifier.of(kind, sign);
        return identifier.means(who, owner) ? get(identifier) : Optional.empty();
    }

    /** What an identifier has while no entry says so: an owner everything, others nothing. */
    public Rights before(AccessIdentifier identifier, UserName owner) {
        boolean grants = identifier.sign() == Sign.GRANTS;
        boolean own = identifier.kind() == Kind.OWNER
                || identifier.user().filter(owner::equals).isPresent();
        return grants && own ? Rights.ALL : Rights.NONE;
    }

    /** Everybody but the owner whom some entry means. */
    public List<AccessIdentifier> others(UserName owner) {
        List<AccessIdentifier> others = new ArrayList<>();
        entries.forEach((identifier, rights) -> {
            boolean own = identifier.kind() == Kind.OWNER
                    || identifier.user().filter(owner::equals).isPresent();
            if (!own && identifier.sign() == Sign.GRANTS && !rights.isEmpty()) {
                others.add(identifier);
            }
        });
        return others;
    }

    /**
     * This list with one entry changed.
     *
     * @param before what the identifier has while it has no entry
     * @throws StoreException LIMIT when there would be too many entries
     */
    public AccessList with(AccessChange change, Rights before, int most) throws StoreException {
        Map<AccessIdentifier, Rights> changed = new LinkedHashMap<>(entries);
        AccessIdentifier identifier = change.identifier();
        Rights now = changed.getOrDefault(identifier, before);
        switch (change.kind()) {
            case REPLACE -> changed.put(identifier, change.rights());
            case ADD -> changed.put(identifier, now.plus(change.rights()));
            case REMOVE -> {
                Rights left = now.minus(change.rights());
                if (!left.isEmpty() || changed.containsKey(identifier)) {
                    changed.put(identifier, left);
                }
            }
            case DELETE -> changed.remove(identifier);
        }
        if (changed.size() > most && changed.size() > entries.size()) {
            throw new StoreException(Problem.LIMIT, "too many entries in the access list");
        }
        return new AccessList(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessList that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
