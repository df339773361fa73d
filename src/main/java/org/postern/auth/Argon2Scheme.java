package org.postern.auth;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2 (RFC 9106) as a PHC string; Argon2id is the scheme of new passwords. Each verifies every variant. The library
 * keeps one empty memory for each set of parameters that it has seen, beside that of each check that runs.
 *
 * @param variant of a new hash
 * @param kibibytes memory of a new hash
 * @param passes over the memory, of a new hash
 */
record Argon2Scheme(Argon2 variant, int kibibytes, int passes) implements PasswordScheme {
    /** The second of OWASP's recommended settings: 19 MiB, two passes, one lane. */
    static final Argon2Scheme ID = new Argon2Scheme(Argon2.ID, 19 * 1024, 2);

    /** Dovecot's own, with its parameters. */
    static final Argon2Scheme I = new Argon2Scheme(Argon2.I, 32 * 1024, 4);

    private static final int SALT_OCTETS = 16;
    private static final int HASH_OCTETS = 32;

    /** The most that a hash in the file may ask for; a typing error must not take the whole heap. */
    private static final int MAX_MEBIBYTES = 256;

    private static final Pattern MEMORY = Pattern.compile("\\$m=([0-9]{1,9}),");

    @Override
    public String name() {
        return variant == Argon2.ID ? "ARGON2ID" : "ARGON2I";
    }

    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        String phc = stored.text();
        if (mebibytes(stored) > MAX_MEBIBYTES) {
            throw new IllegalArgumentException("needs too much memory");
        }
        return Argon2Function.getInstanceFromHash(phc)
                .check(password.octets(), phc.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        Argon2Function function = Argon2Function.getInstance(kibibytes, passes, 1, HASH_OCTETS, variant);
        return new StoredPassword(
                "{" + name() + "}" + function.hash(password.octets(), salt).getResult());
    }

    /** A field that no password fits, at the cost of {@link #hash}; made without computing one. */
    StoredPassword impossible(SecureRandom random) {
        byte[] salt = new byte[SALT_OCTETS];
        byte[] hash = new byte[HASH_OCTETS];
        random.nextBytes(salt);
        random.nextBytes(hash);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new StoredPassword("{" + name() + "}$" + name().toLowerCase(Locale.ROOT) + "$v=19$m=" + kibibytes + ",t="
                + passes + ",p=1$" + base64.encodeToString(salt) + '$' + base64.encodeToString(hash));
    }

    @Override
    public int mebibytes(StoredPassword stored) {
        Matcher matcher = MEMORY.matcher(stored.text()); // the library's own parser would take the memory at once
        if (!matcher.find()) {
            throw new IllegalArgumentException("has no memory parameter");
        }
        return 1 + Integer.parseInt(matcher.group(1)) / 1024;
    }
}
