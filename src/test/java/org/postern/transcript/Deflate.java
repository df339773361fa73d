package org.postern.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Both ways of one compressed connection (RFC 4978), as a client has them. */
final class Deflate {
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private InputStream wire = InputStream.nullInputStream();

    /** Compressed so that the server can read it at once; octets as characters. */
    String flushed(String octets) {
        if (octets.isEmpty()) {
            return "";
        }
        deflater.setInput(octets.getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        int written;
        do {
            written = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
            compressed.write(part, 0, written);
        } while (written == part.length);
        return compressed.toString(StandardCharsets.ISO_8859_1);
    }

    InputStream inflating(InputStream in) {
        wire = in;
        return new InputStream() {
            private final byte[] one = new byte[1];

            @Override
            public int read() throws IOException {
                try {
                    return inflated() ? one[0] & 0xFF : -1;
                } catch (DataFormatException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int octet = length == 0 ? -1 : read();
                if (octet < 0) {
                    return length == 0 ? 0 : -1;
                }
                into[offset] = (byte) octet;
                return 1;
            }

            private boolean inflated() throws IOException, DataFormatException {
                while (inflater.inflate(one) == 0) {
                    int octet = inflater.finished() ? -1 : wire.read();
                    if (octet < 0) {
                        return false;
                    }
                    inflater.setInput(new byte[] {(byte) octet});
                }
                return true;
            }
        };
    }

    /** What follows the end of the server's stream. */
    InputStream behind() throws IOException {
        try {
            byte[] nothing = new byte[1];
            while (!inflater.finished()) {
                if (inflater.inflate(nothing) > 0) {
                    throw new IOException("the stream goes on");
                }
                if (inflater.needsInput() && !inflater.finished()) {
                    inflater.setInput(new byte[] {(byte) wire.read()});
                }
            }
            return wire;
        } catch (DataFormatException e) {
            throw new IOException(e);
        } finally {
            inflater.end();
            deflater.end();
        }
    }
}
