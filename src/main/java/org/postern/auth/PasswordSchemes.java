package org.postern.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every password scheme there is. The first is that of new passwords. */
final class PasswordSchemes {
    static final List<PasswordScheme> ALL = List.of(
            Argon2Scheme.ID,
            Argon2Scheme.I,
            BlowfishScheme.DEFAULT,
            ShaCryptScheme.SHA512,
            ShaCryptScheme.SHA256,
            ShaCryptScheme.MD5,
            ShaCryptScheme.OLD_MD5,
            Pbkdf2Scheme.DEFAULT,
            ScramScheme.SHA256,
            ScramScheme.SHA1,
            DigestScheme.salted("SSHA512", "SHA-512", 64),
            DigestScheme.salted("SSHA256", "SHA-256", 32),
            DigestScheme.salted("SSHA", "SHA-1", 20),
            DigestScheme.salted("SMD5", "MD5", 16),
            DigestScheme.plain("SHA512", "SHA-512", 64),
            DigestScheme.plain("SHA256", "SHA-256", 32),
            DigestScheme.plain("SHA", "SHA-1", 20),
            DigestScheme.plain("SHA1", "SHA-1", 20),
            DigestScheme.plain("LDAP-MD5", "MD5", 16),
            DigestScheme.hex("PLAIN-MD5", "MD5", 16),
            new PlainScheme("PLAIN"),
            new PlainScheme("CLEARTEXT"),
            new PlainScheme("CLEAR"),
            new CryptScheme(Map.of(
                    "$argon2", Argon2Scheme.ID,
                    "$2", BlowfishScheme.DEFAULT,
                    "$6$", ShaCryptScheme.SHA512,
                    "$5$", ShaCryptScheme.SHA256,
                    "$1$", ShaCryptScheme.MD5)));

    private PasswordSchemes() {}

    static Optional<PasswordScheme> named(String name) {
        return ALL.stream().filter(scheme -> scheme.name().equals(name)).findFirst();
    }
}
