package org.postern.pop3;

import java.util.Optional;

/** Who is meant by a login, and which of his folders. Thread-safe; may read from disk. */
@FunctionalInterface
public interface LoginNames {
    /** What a login says; that it says something does not mean that there is such a user. */
    LoginName parse(String login);

    /**
     * A login in its parts.
     *
     * @param user the login without the folder
     * @param folder what followed the separator, as it was written
     */
    record LoginName(String user, Optional<String> folder) {
        /** One that names no folder. */
        public static LoginName of(String login) {
            return new LoginName(login, Optional.empty());
        }
    }
}
