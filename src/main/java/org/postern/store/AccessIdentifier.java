package org.postern.store;

import java.util.Optional;

/**
 * Whom an entry of an access list is about (RFC 4314 2).
 *
 * @param user for {@link Kind#USER} only
 * @param sign whether the entry grants rights or takes them away
 */
public record AccessIdentifier(Kind kind, Optional<UserName> user, Sign sign) {
    /** The more specific come later. */
    public enum Kind {
        ANYONE,
        /** Everybody who is logged in, which here is anyone. */
        AUTHENTICATED,
        OWNER,
        USER
    }

    public enum Sign {
        GRANTS,
        TAKES
    }

    /** Checks that a user is named where one is meant. */
    public AccessIdentifier {
        if (user.isPresent() != (kind == Kind.USER)) {
            throw new IllegalArgumentException("a user belongs to kind USER");
        }
    }

    public static AccessIdentifier of(Kind kind, Sign sign) {
        return new AccessIdentifier(kind, Optional.empty(), sign);
    }

    public static AccessIdentifier of(UserName user, Sign sign) {
        return new AccessIdentifier(Kind.USER, Optional.of(user), sign);
    }

    /** Whether somebody is meant, in the list of a mailbox that is another's or nobody's. */
    public boolean means(UserName who, UserName owner) {
        return switch (kind) {
            case ANYONE, AUTHENTICATED -> Relation.of(who, owner) != Relation.STRANGER;
            case OWNER -> Relation.of(who, owner) == Relation.OWNER;
            case USER -> user.filter(who::equals).isPresent();
        };
    }

    /**
     * How somebody stands to the owner of a mailbox. "Anyone" ends at the owner's domain, for users of different domains need
     * not know of each other; in what belongs to nobody all are neighbours.
     */
    public enum Relation {
        OWNER,
        NEIGHBOUR,
        STRANGER;

        public static Relation of(UserName who, UserName owner) {
            if (who.equals(owner)) {
                return OWNER;
            }
            boolean near = owner.equals(MailStore.PUBLIC) || who.domain().equals(owner.domain());
            return near ? NEIGHBOUR : STRANGER;
        }
    }
}
