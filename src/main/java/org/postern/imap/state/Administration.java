package org.postern.imap.state;

import java.util.Optional;
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
    };

    boolean isAdministrator(UserName user);

    /** Whom users may turn to. */
    Optional<UserName> contact();
}
