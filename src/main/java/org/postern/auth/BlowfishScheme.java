package org.postern.auth;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * bcrypt, {@code $2a$}, {@code $2b$} and {@code $2y$}. Looks at the first 72 octets of a password only.
 *
 * @param cost logarithm of the rounds, of a new hash
 */
record BlowfishScheme(int cost) implements PasswordScheme {
    static final BlowfishScheme DEFAULT = new BlowfishScheme(12);

    @Override
    public String name() {
        return "BLF-CRYPT";
    }

    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        String hash = stored.text();
        return BcryptFunction.getInstanceFromHash(hash)
                .check(password.octets(), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** The salt is made by the library, from a SecureRandom of its own. */
    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        BcryptFunction function = BcryptFunction.getInstance(Bcrypt.Y, cost);
        return new StoredPassword(
                "{" + name() + "}" + function.hash(password.octets()).getResult());
    }
}
