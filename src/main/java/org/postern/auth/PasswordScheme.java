package org.postern.auth;

import java.security.SecureRandom;

/** One way to store a password: a row of {@link PasswordSchemes}. Thread-safe. */
interface PasswordScheme {
    /** In upper case, as between the braces. */
    String name();

    /**
     * Whether {@code password} is the one that {@code stored} was made of. Takes the same time whichever it is.
     *
     * @throws RuntimeException when {@code stored} is not a value of this scheme
     */
    boolean matches(Secret password, StoredPassword stored);

    /** A new field for the user file. */
    StoredPassword hash(Secret password, SecureRandom random);

    /** Memory that {@link #matches} will need, in MiB; 0 when it does not matter. */
    default int mebibytes(StoredPassword stored) {
        return 0;
    }
}
