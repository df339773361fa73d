package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password field as it stands in the user file: {@code {SCHEME}value}, {@code {SCHEME.B64}value} or
 * {@code {SCHEME.HEX}value}; without a scheme it is crypt(3)'s, as in Dovecot's passwd-file.
 *
 * @param field the whole field
 */
public record StoredPassword(String field) {
    private static final Pattern SCHEME =
            Pattern.compile("\\{([A-Z0-9-]+)(?:\\.(B64|BASE64|HEX))?\\}(.*)", Pattern.CASE_INSENSITIVE);

    /** The name in braces in upper case, without the encoding. */
    public String scheme() {
        Matcher matcher = SCHEME.matcher(field);
        return matcher.matches() ? matcher.group(1).toUpperCase(Locale.ROOT) : CryptScheme.NAME;
    }

    /** Whether the name in braces says how the value is encoded. */
    boolean isEncoded() {
        Matcher matcher = SCHEME.matcher(field);
        return matcher.matches() && matcher.group(2) != null;
    }

    /**
     * What follows the scheme, decoded.
     *
     * @throws IllegalArgumentException when it is not in its encoding
     */
    Secret value() {
        Matcher matcher = SCHEME.matcher(field);
        if (!matcher.matches()) {
            return Secret.of(field);
        }
        String encoding = matcher.group(2);
        String value = matcher.group(3);
        if (encoding == null) {
            return Secret.of(value);
        }
        return Secret.of(
                encoding.equalsIgnoreCase("HEX")
                        ? HexFormat.of().parseHex(value)
                        : Base64.getDecoder().decode(value));
    }

    /** {@link #value()} as text, for the schemes whose values are. */
    String text() {
        return new String(value().octets(), StandardCharsets.UTF_8);
    }

    /** Only the scheme. */
    @Override
    public String toString() {
        return "{" + scheme() + "}...";
    }
}
