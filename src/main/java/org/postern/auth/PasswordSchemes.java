package org.postern.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every password scheme there is. The first is that of new passwords. */
final class PasswordSchemes {
    static final List<PasswordScheme> ALL = List.of(
            Argon2idScheme.DEFAULT,
            BlowfishScheme.DEFAULT,
            ShaCryptScheme.SHA512,
            ShaCryptScheme.SHA256,
            ShaCryptScheme.MD5,
            ScramScheme.DEFAULT,
            new PlainScheme(),
            new CryptScheme(Map.of(
                    "$argon2", Argon2idScheme.DEFAULT,
                    "$2", BlowfishScheme.DEFAULT,
                    "$6$", ShaCryptScheme.SHA512,
                    "$5$", ShaCryptScheme.SHA256,
                    "$1$", ShaCryptScheme.MD5)));

    private PasswordSchemes() {}

    static Optional<PasswordScheme> named(String name) {
        return ALL.stream().filter(scheme -> scheme.name().equals(name)).findFirst();
    }
}
