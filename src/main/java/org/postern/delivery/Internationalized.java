package org.postern.delivery;

import java.io.IOException;
import org.postern.mime.HeaderBlock;

/** Which messages are those of RFC 6532, header fields in UTF-8 and all, and not only old ones with eight bits in them. */
final class Internationalized {
    private Internationalized() {}

    /**
     * Whether a message was taken with SMTPUTF8 and needed it: many clients say it of everything. That it was said stands in the
     * Received field that this server has put before it (RFC 6531 4.3).
     */
    static boolean isTaken(Content message) throws IOException {
        byte[] header = OriginalFields.of(message);
        return !isAscii(header)
                && HeaderBlock.parse(header)
                        .first("Received")
                        .filter(received -> received.value().latin1().contains(" with UTF8"))
                        .isPresent();
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
