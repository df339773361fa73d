package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A message from a pipe in the form that mailboxes keep: every line ends with CRLF, whatever the system's line end, and
 * the mbox line {@code From sender date} that some agents put first is gone. Octets are not changed otherwise.
 */
final class PipeLines {
    private static final int CHUNK = 32 * 1024;
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private final InputStream in;
    private final byte[] input = new byte[CHUNK];
    private final ByteBuffer output = ByteBuffer.allocate(2 * CHUNK);
    private int last;
    private boolean begun;
    private boolean skipping;

    PipeLines(InputStream in) {
        this.in = in;
    }

    /** The next piece, valid until the next call; without remaining octets when the stream has ended. */
    ByteBuffer next() throws IOException {
        output.clear();
        while (output.position() == 0) {
            int n = begun ? in.read(input) : in.readNBytes(input, 0, FROM.length);
            if (n <= 0) {
                break;
            }
            if (!begun) {
                begun = true;
                skipping = n == FROM.length && Arrays.equals(input, 0, n, FROM, 0, n);
            }
            convert(n);
        }
        return output.flip();
    }

    private void convert(int n) {
        for (int i = 0; i < n; i++) {
            byte octet = input[i];
            if (skipping) {
                skipping = octet != '\n';
                continue;
            }
            if (octet == '\n' && last != '\r') {
                output.put((byte) '\r');
            }
            output.put(octet);
            last = octet;
        }
    }
}
