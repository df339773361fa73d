package org.postern.pop3;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.postern.store.MessageBody;

/** Looks whether a message's header is ASCII, reading no further than to its end. */
final class HeaderOctets {
    private static final int PIECE = 4096;

    private HeaderOctets() {}

    static boolean areAscii(MessageBody body) throws IOException {
        byte[] piece = new byte[PIECE];
        boolean isLineEmpty = true;
        for (long position = 0; position < body.size(); ) {
            int length = body.read(position, ByteBuffer.wrap(piece));
            if (length <= 0) {
                throw new EOFException("message shorter than its size");
            }
            for (int i = 0; i < length; i++) {
                if (piece[i] < 0) {
                    return false;
                }
                if (piece[i] == '\n' && isLineEmpty) {
                    return true;
                }
                isLineEmpty = piece[i] == '\n' || (piece[i] == '\r' && isLineEmpty);
            }
            position += length;
        }
        return true;
    }
}
