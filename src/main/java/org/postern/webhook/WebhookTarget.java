package org.postern.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whom to tell.
 *
 * @param secret known to both; with it each event is signed
 */
public record WebhookTarget(URI uri, Optional<String> secret) {
    private static final String ALGORITHM = "HmacSHA256";

    /** What goes into the header field of the signature: HMAC-SHA-256 of the body, in hexadecimal. */
    Optional<String> signature(byte[] body) {
        return secret.map(key -> "sha256=" + HexFormat.of().formatHex(hmac(key, body)));
    }

    private static byte[] hmac(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Without the secret, and without a query, in which there may be one too. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
