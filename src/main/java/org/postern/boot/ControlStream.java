package org.postern.boot;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What goes over the control socket: lines of UTF-8, and messages in pieces, each a line with its length in decimal and
 * then so many octets; a piece of length 0 ends the message, so that one which was cut off is never taken for whole.
 */
final class ControlStream {
    /** Longest line, in octets; a request names many recipients. */
    private static final int MAX_LINE = 1 << 20;

    private static final int PIECE = 32 * 1024;

    private final InputStream in;
    private final OutputStream out;

    ControlStream(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    void writeLine(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.size() >= MAX_LINE) {
                throw new EOFException("the connection ended in the middle of a line, or the line is too long");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    void writeMessage(InputStream message) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = message.read(piece); length >= 0; length = message.read(piece)) {
            if (length > 0) {
                out.write((length + "\n").getBytes(StandardCharsets.US_ASCII));
                out.write(piece, 0, length);
            }
        }
        writeLine("0");
    }

    /** Reads from here until the message ends; an end before that is an exception. */
    InputStream message() {
        return new Pieces();
    }

    private final class Pieces extends InputStream {
        private int left;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && !ended) {
                left = nextLength();
                ended = left == 0;
            }
            if (ended) {
                return -1;
            }
            int count = in.read(buffer, offset, Math.min(left, length));
            if (count < 0) {
                throw new EOFException("the message was cut off");
            }
            left -= count;
            return count;
        }

        private int nextLength() throws IOException {
            String line = readLine();
            if (!line.matches("[0-9]{1,9}")) {
                throw new IOException("not the length of a piece");
            }
            return Integer.parseInt(line);
        }
    }
}
