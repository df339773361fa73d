package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/**
 * Streams the bodies of one message without their transfer encodings, with memory for a buffer. Damage in base64 or
 * quoted-printable is passed over. Streams and readers need not be closed.
 */
public final class BodyDecoder {
    private final OctetSource source;

    public BodyDecoder(OctetSource source) {
        this.source = source;
    }

    /**
     * The decoded octets of a body. A multipart or embedded message has no encoding of its own and comes as it is.
     *
     * @throws UnknownEncodingException if the encoding is not one of RFC 2045
     */
    public InputStream decoded(MimePart part) throws IOException {
        InputStream raw = source.stream(part.body());
        if (part.kind() != MimePart.Kind.LEAF) {
            return raw;
        }
        return switch (part.content().transferEncoding()) {
            case IDENTITY -> raw;
            case BASE64 -> new Eager(new Base64InputStream(padded(raw), DecodeMonitor.SILENT));
            case QUOTED_PRINTABLE ->
                new QuotedPrintableInputStream(source.stream(withoutSoftBreak(part.body())), DecodeMonitor.SILENT);
            case UNKNOWN -> throw new UnknownEncodingException(part.content().encoding());
        };
    }

    /** The decoder gives no octets where blanks stand alone, which readers of text take for a failure. */
    private static final class Eager extends FilterInputStream {
        Eager(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = 0;
            while (count == 0 && length > 0) {
                count = super.read(into, offset, length);
            }
            return count;
        }
    }

    /** Makes up for padding that is missing at the end; where it is not missing, it has ended the data before. */
    private static InputStream padded(InputStream base64) {
        return new SequenceInputStream(base64, new ByteArrayInputStream(new byte[] {'=', '='}));
    }

    /** The line end of a soft line break at the very end belongs to the boundary, so only the "=" is there to see. */
    private Span withoutSoftBreak(Span body) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        boolean soft = body.size() > 0 && source.read(body.end() - 1, last) == 1 && last.get(0) == '=';
        return soft ? new Span(body.start(), body.end() - 1) : body;
    }

    /**
     * The characters of a body, by its charset parameter; without a known one, UTF-8 where it is that and Windows-1252
     * where not. A body in an unknown transfer encoding is read as it stands. Malformed input becomes U+FFFD.
     */
    public Reader text(MimePart part) throws IOException {
        boolean known = part.content().transferEncoding() != TransferEncoding.UNKNOWN;
        InputStream octets = known ? decoded(part) : source.stream(part.body());
        return part.content()
                .type()
                .parameters()
                .first("charset")
                .flatMap(name -> MailCharset.named(name.latin1()))
                .<Reader>map(charset -> new InputStreamReader(octets, charset))
                .orElseGet(() -> new GuessingReader(octets));
    }
}
