package org.postern.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import org.postern.store.MessageBody;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;

/**
 * A received message on its way out.
 *
 * @param fields which come before it; not changed afterwards
 * @param start octets of the spooled message that are left out: trace fields for one recipient
 */
record SpoolContent(ByteBuffer fields, SpooledMessage message, int start) implements Content {
    SpoolContent(SpooledMessage message, int start) {
        this(ByteBuffer.allocate(0), message, start);
    }

    @Override
    public long size() {
        return fields.remaining() + message.size() - start;
    }

    @Override
    public InputStream open() throws IOException {
        byte[] first = new byte[fields.remaining()];
        fields.duplicate().get(first);
        try {
            return new SequenceInputStream(new ByteArrayInputStream(first), new BodyStream(message.body(), start));
        } catch (StoreException e) {
            throw new IOException("the message cannot be read", e);
        }
    }

    /** Read from its beginning to its end. */
    private static final class BodyStream extends InputStream {
        private final MessageBody body;
        private long at;

        BodyStream(MessageBody body, long start) {
            this.body = body;
            this.at = start;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int n = at < body.size() ? body.read(at, ByteBuffer.wrap(into, offset, length)) : -1;
            at += Math.max(0, n);
            return n;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
