package org.postern.imap.state;

import java.util.Optional;
import java.util.OptionalLong;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** What administrators may do to accounts that are not theirs. Thread-safe. */
public interface Administration {
    /** Nobody administers. */
    Administration NONE = new Administration() {
        @Override
        public boolean isAdministrator(UserName user) {
            return false;
        }

        @Override
        public Optional<UserName> contact() {
            return Optional.empty();
        }

        @Override
        public Optional<UserName> user(String address) {
            return Optional.empty();
        }

        @Override
        public void limit(UserName administrator, UserName user, Limits limits) {
            throw new IllegalStateException("nobody administers");
        }
    };

    /**
     * What a user may store.
     *
     * @param octets empty: unlimited
     * @param messages empty: unlimited
     * @param mailboxes INBOX included; empty: unlimited
     */
    record Limits(OptionalLong octets, OptionalLong messages, OptionalLong mailboxes) {}

    boolean isAdministrator(UserName user);

    /** Whom users may turn to. */
    Optional<UserName> contact();

    /**
     * The user of an address, in any case.
     *
     * @throws StoreException UNAVAILABLE when that cannot be found out now
     */
    Optional<UserName> user(String address) throws StoreException;

    /**
     * Gives a user other limits, at once, instead of those there were.
     *
     * @throws StoreException UNAVAILABLE
     */
    void limit(UserName administrator, UserName user, Limits limits) throws StoreException;
}
