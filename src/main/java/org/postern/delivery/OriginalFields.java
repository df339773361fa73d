package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.postern.mime.FieldNameSet;
import org.postern.mime.HeaderBlock;

/** The header of a message, cut out for whoever has to know it. */
final class OriginalFields {
    /** Octets of a header that are looked at, and go back to its author. */
    static final int MAX = 64 * 1024;

    private static final FieldNameSet RECIPIENTS =
            FieldNameSet.of(List.of("Delivered-To", "X-Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"));

    private OriginalFields() {}

    /** Everything before the first empty line, with CRLF at its end; at most {@link #MAX} octets, cut after a line. */
    static byte[] of(Content message) throws IOException {
        try (InputStream in = message.open()) {
            byte[] octets = in.readNBytes(MAX);
            return Arrays.copyOf(octets, end(octets));
        }
    }

    /** What its author may be sent back: not whom it went to on the way (RFC 9228), members of an alias among them. */
    static byte[] forSender(byte[] header) {
        return HeaderBlock.parse(header).octetsExcept(RECIPIENTS);
    }

    private static int end(byte[] octets) {
        int line = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                boolean empty = i == line || (i == line + 1 && octets[line] == '\r');
                if (empty) {
                    return line;
                }
                line = i + 1;
            }
        }
        return octets.length < MAX ? octets.length : line;
    }
}
