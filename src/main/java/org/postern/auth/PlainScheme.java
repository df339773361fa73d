package org.postern.auth;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The password itself: for tests and for those who must.
 *
 * @param name of the scheme
 */
record PlainScheme(String name) implements PasswordScheme {
    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        return stored.value().equals(password);
    }

    /** In base64, because a colon would end the field. */
    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        return new StoredPassword("{" + name() + ".B64}" + Base64.getEncoder().encodeToString(password.octets()));
    }
}
