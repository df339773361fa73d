package org.postern.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes and checks stored passwords of every scheme. Thread-safe; may compute for a tenth of a second. */
public final class Passwords {
    /** Enough for six checks of new hashes at once; Dovecot's own ARGON2ID hashes need half of it each. */
    public static final int DEFAULT_MEBIBYTES = 128;

    /** How long a check waits for memory before it is given up as a temporary failure. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    private final SecureRandom random;
    private final MemoryGate gate;
    private final StoredPassword nobody;

    /** What came of a check. */
    public enum Match {
        YES,
        NO,
        /** The stored field is not one of a known scheme; nobody can log in with it. */
        UNUSABLE,
        /** The machine is too busy to tell. */
        BUSY
    }

    public Passwords(SecureRandom random) {
        this(random, DEFAULT_MEBIBYTES, DEFAULT_PATIENCE);
    }

    public Passwords(SecureRandom random, int mebibytes, Duration patience) {
        this(random, new MemoryGate(mebibytes, patience));
    }

    Passwords(SecureRandom random, MemoryGate gate) {
        this.random = random;
        this.gate = gate;
        this.nobody = Argon2Scheme.ID.impossible(random);
    }

    /** Names of the schemes that are understood, that of new passwords first. */
    public static List<String> schemes() {
        return PasswordSchemes.ALL.stream().map(PasswordScheme::name).toList();
    }

    /** A field for the user file in the scheme of new passwords. */
    public StoredPassword hash(Secret password) {
        return PasswordSchemes.ALL.get(0).hash(password, random);
    }

    /** A field for the user file in the named scheme; empty when there is no such scheme. */
    public Optional<StoredPassword> hash(Secret password, String scheme) {
        return PasswordSchemes.named(scheme).map(s -> s.hash(password, random));
    }

    /** Whether a user with this field could log in at all, as far as can be told without a password. */
    public static boolean isUsable(StoredPassword stored) {
        return PasswordSchemes.named(stored.scheme()).isPresent();
    }

    /** Checks a password. */
    public Match check(Secret password, StoredPassword stored) {
        return PasswordSchemes.named(stored.scheme())
                .map(scheme -> check(password, stored, scheme))
                .orElse(Match.UNUSABLE);
    }

    /** Takes the time of a check in the scheme of new passwords, for a user who does not exist. */
    public Match checkNobody(Secret password) {
        return check(password, nobody) == Match.BUSY ? Match.BUSY : Match.NO;
    }

    private Match check(Secret password, StoredPassword stored, PasswordScheme scheme) {
        try {
            return gate.with(scheme.mebibytes(stored), () -> scheme.matches(password, stored))
                    .map(matches -> matches ? Match.YES : Match.NO)
                    .orElse(Match.BUSY);
        } catch (RuntimeException e) {
            return Match.UNUSABLE; // the libraries throw all kinds of them at a malformed hash
        }
    }
}
