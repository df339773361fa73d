package org.postern.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Text of which nobody said what it is: UTF-8, and octets that are not that as Windows-1252, each for itself. */
final class GuessingReader extends Reader {
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private final InputStream in;
    private final ByteBuffer octets = ByteBuffer.allocate(8192).limit(0);
    private final CharBuffer strays = CharBuffer.allocate(8).limit(0);
    private final CharsetDecoder decoder = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private boolean ended;

    GuessingReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        CharBuffer out = CharBuffer.wrap(into, offset, length).slice();
        while (out.position() == 0 && length > 0) {
            if (strays.hasRemaining()) {
                out.put(strays.get());
            } else if (!octets.hasRemaining() && ended) {
                return -1;
            } else {
                decode(out);
            }
        }
        return out.position();
    }

    private void decode(CharBuffer out) throws IOException {
        CoderResult result = decoder.decode(octets, out, ended);
        if (result.isError()) {
            stray(result.length());
        } else if (result.isOverflow() && out.position() == 0) {
            // A pair of surrogates where one character is asked for.
            strays.clear();
            decoder.decode(octets, strays, ended);
            strays.flip();
        } else if (result.isUnderflow()) {
            fill();
        }
    }

    private void stray(int count) {
        byte[] malformed = new byte[count];
        octets.get(malformed);
        strays.clear();
        strays.put(new String(malformed, FALLBACK)).flip();
    }

    private void fill() throws IOException {
        octets.compact();
        int count = in.read(octets.array(), octets.position(), octets.remaining());
        ended = count < 0;
        octets.position(octets.position() + Math.max(count, 0)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
