package org.postern.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.postern.store.MessageBody;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;

/** The header of a message, cut out for the report about it. */
final class OriginalFields {
    /** Octets of a header that go back to its author. */
    static final int MAX = 64 * 1024;

    private OriginalFields() {}

    /** Everything before the first empty line, with CRLF at its end; at most {@link #MAX} octets, cut after a line. */
    static byte[] of(SpooledMessage message) throws StoreException, IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(MAX, message.size()));
        try (MessageBody body = message.body()) {
            while (buffer.hasRemaining() && body.read(buffer.position(), buffer) > 0) {}
        }
        return Arrays.copyOf(buffer.array(), end(buffer.array(), buffer.position()));
    }

    private static int end(byte[] octets, int length) {
        int line = 0;
        for (int i = 0; i < length; i++) {
            if (octets[i] == '\n') {
                boolean empty = i == line || (i == line + 1 && octets[line] == '\r');
                if (empty) {
                    return line;
                }
                line = i + 1;
            }
        }
        return length < MAX ? length : line;
    }
}
