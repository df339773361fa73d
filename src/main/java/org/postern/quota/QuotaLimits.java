package org.postern.quota;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.postern.store.UserName;

/** Where limits come from; asked at each use, from any thread, so answers must be quick and may change. */
public interface QuotaLimits {
    /** Nobody is limited. */
    QuotaLimits UNLIMITED = new QuotaLimits() {
        @Override
        public Allowance of(UserName user) {
            return Allowance.NONE;
        }

        @Override
        public Allowance ofDomain(String domain) {
            return Allowance.NONE;
        }

        @Override
        public Collection<UserName> usersOf(String domain) {
            return List.of();
        }
    };

    /** Percents at which a user is warned, each 1 to 100, rising. */
    default List<Integer> warnAt() {
        return List.of(80, 95);
    }

    /** The user's own limit; what it leaves open is limited by the domain's only. */
    Allowance of(UserName user);

    /** What else holds for the user's account. */
    default UserRules rulesOf(UserName user) {
        return UserRules.NONE;
    }

    /** What all users of the domain may have together. */
    Allowance ofDomain(String domain);

    /** The user's own limit, and where that leaves something open his domain's, which he shares. */
    default Allowance hold(UserName user) {
        return of(user).or(ofDomain(user.domain()));
    }

    /** Whether the user's storage is limited by what all users of the domain store. */
    default boolean isStorageShared(UserName user) {
        return of(user).octets().isEmpty() && ofDomain(user.domain()).octets().isPresent();
    }

    /** Equals an earlier one as long as no limit has changed since; empty while that cannot be told. Quick. */
    default Optional<Object> edition() {
        return Optional.of(QuotaLimits.class);
    }

    /** Whether it can be told what limits a user. Where not, nothing does, and that means nothing of what he had before. */
    default boolean areKnown(UserName user) {
        return true;
    }

    /** Everybody whose mail counts towards the domain's limit; asked once per domain that has one. */
    Collection<UserName> usersOf(String domain);
}
