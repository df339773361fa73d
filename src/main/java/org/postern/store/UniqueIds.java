package org.postern.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of text by which the messages of one mailbox are known beside their UIDs, each unique in it for ever. They are what
 * an earlier server gave, or made by the {@link IdFormat} of the account.
 */
@FunctionalInterface
public interface UniqueIds {
    /** RFC 1939 7, in characters; only what an earlier server gave may be longer, for clients know it. */
    int LONGEST = 70;

    /** The id of a message; printable ASCII without spaces. A message that is gone has one too. */
    String of(long uid);

    /** An id that was made, or a digest of it where it is too long to be told. */
    static String bounded(String id) {
        if (id.length() <= LONGEST) {
            return id;
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
