package org.postern.auth;

import java.security.SecureRandom;
import java.util.Map;

/** {@code {CRYPT}}, and fields without a scheme: the value's own prefix says which function it is. */
record CryptScheme(Map<String, PasswordScheme> byPrefix) implements PasswordScheme {
    static final String NAME = "CRYPT";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        return delegate(stored).matches(password, stored);
    }

    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        return ShaCryptScheme.SHA512.hash(password, random);
    }

    @Override
    public int mebibytes(StoredPassword stored) {
        return delegate(stored).mebibytes(stored);
    }

    private PasswordScheme delegate(StoredPassword stored) {
        String value = stored.text();
        return byPrefix.entrySet().stream()
                .filter(entry -> value.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no crypt function is known for it"));
    }
}
