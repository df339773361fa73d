package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PBKDF2 with HMAC-SHA-1 in Dovecot's form, {@code $1$salt$iterations$key}, the key in hexadecimal.
 *
 * @param iterations of a new hash
 */
record Pbkdf2Scheme(int iterations) implements PasswordScheme {
    static final Pbkdf2Scheme DEFAULT = new Pbkdf2Scheme(100_000);

    private static final Pattern VALUE = Pattern.compile("\\$1\\$([^$]+)\\$([1-9][0-9]{0,6})\\$([0-9A-Fa-f]{40})");
    private static final int SALT_OCTETS = 8;

    @Override
    public String name() {
        return "PBKDF2";
    }

    @Override
    public boolean matches(Secret password, StoredPassword stored) {
        Matcher matcher = VALUE.matcher(stored.text());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not $1$salt$iterations$key");
        }
        byte[] expected = HexFormat.of().parseHex(matcher.group(3));
        return MessageDigest.isEqual(key(password, matcher.group(1), Integer.parseInt(matcher.group(2))), expected);
    }

    @Override
    public StoredPassword hash(Secret password, SecureRandom random) {
        byte[] octets = new byte[SALT_OCTETS];
        random.nextBytes(octets);
        String salt = HexFormat.of().formatHex(octets);
        String key = HexFormat.of().formatHex(key(password, salt, iterations));
        return new StoredPassword("{" + name() + "}$1$" + salt + '$' + iterations + '$' + key);
    }

    private static byte[] key(Secret password, String salt, int iterations) {
        return new KeyedDigest("SHA-1", password).pbkdf2(salt.getBytes(StandardCharsets.UTF_8), iterations);
    }
}
