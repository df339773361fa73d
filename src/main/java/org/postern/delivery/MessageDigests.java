package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;

/** By what a message is known again. */
final class MessageDigests {
    /** What an author has written, and what a resender has (RFC 5322 3.6.6); not what servers on the way have added. */
    private static final List<String> FIELDS =
            List.of("Message-ID", "Resent-Message-ID", "Resent-Date", "Date", "From", "Subject");

    private static final int BUFFER = 64 * 1024;

    private MessageDigests() {}

    /**
     * Of the fields above and every octet of the body: two messages of one Message-ID that differ, as copies by a list do, or as
     * a forger's would, are two. Empty for a message without a Message-ID, or with several.
     */
    static Optional<byte[]> of(byte[] header, Content message) throws IOException {
        HeaderBlock fields = HeaderBlock.parse(header);
        if (fields.all("Message-ID").size() != 1) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        for (String name : FIELDS) {
            digest.update((name + '\n').getBytes(StandardCharsets.US_ASCII));
            for (HeaderField field : fields.all(name)) {
                digest.update(field.value().toByteArray());
                digest.update((byte) '\n');
            }
        }
        try (InputStream in = message.open()) {
            in.skipNBytes(header.length);
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return Optional.of(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
