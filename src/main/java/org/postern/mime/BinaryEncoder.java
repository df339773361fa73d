package org.postern.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Set;

/**
 * Writes a message anew without NUL octets, which no line of mail may hold (RFC 5322 4): each body that has some is encoded
 * in base64 and its header says so. All else stays as it is, to the octet; nothing is lost. Memory is for a buffer, the
 * structure and one header.
 */
public final class BinaryEncoder {
    private static final FieldNameSet ENCODING = FieldNameSet.of(Set.of("Content-Transfer-Encoding"));
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] BASE64_FIELD = "Content-Transfer-Encoding: base64\r\n\r\n".getBytes(US_ASCII);
    private static final int BUFFER = 1 << 13;

    private final OctetSource source;
    private final OutputStream out;
    private final MimeLimits limits;
    private long written;

    /** From a message to where its new form goes. */
    public BinaryEncoder(OctetSource source, OutputStream out, MimeLimits limits) {
        this.source = source;
        this.out = out;
        this.limits = limits;
    }

    /**
     * Writes all of it.
     *
     * @throws UnknownEncodingException NUL stands where it cannot be encoded: in a header, between parts, or in a body that
     *     is encoded already
     */
    public void run() throws IOException {
        part(new MessageScanner(limits).scan(source));
        plain(new Span(written, source.size()));
    }

    private void part(MimePart part) throws IOException {
        for (MimePart child : part.children()) {
            part(child);
        }
        if (part.kind() == MimePart.Kind.LEAF && hasNul(part.body())) {
            encode(part);
        }
    }

    private void encode(MimePart part) throws IOException {
        ContentFields content = part.content();
        boolean composite = content.type().is("multipart") || content.type().is("message");
        if (composite
                || content.transferEncoding() != TransferEncoding.IDENTITY
                || part.header().size() > limits.headerOctets()) {
            throw new UnknownEncodingException(content.encoding());
        }
        plain(new Span(written, part.header().start()));
        byte[] fields = HeaderBlock.read(source, part.header(), limits).octetsExcept(ENCODING);
        requireNoNul(fields, fields.length);
        out.write(fields);
        out.write(BASE64_FIELD);
        try (InputStream body = source.stream(part.body());
                OutputStream base64 = Base64.getMimeEncoder().wrap(new Open(out))) {
            body.transferTo(base64);
        }
        if (part.body().end() == source.size()) {
            out.write(LINE_END);
        }
        written = part.body().end();
    }

    private void plain(Span span) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.stream(span)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                requireNoNul(buffer, count);
                out.write(buffer, 0, count);
            }
        }
        written = span.end();
    }

    private boolean hasNul(Span span) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.stream(span)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (holdsNul(buffer, count)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void requireNoNul(byte[] octets, int count) throws UnknownEncodingException {
        if (holdsNul(octets, count)) {
            throw new UnknownEncodingException("none");
        }
    }

    private static boolean holdsNul(byte[] octets, int count) {
        for (int i = 0; i < count; i++) {
            if (octets[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Stays open when what is wrapped around it is closed. */
    private static final class Open extends OutputStream {
        private final OutputStream inner;

        Open(OutputStream inner) {
            this.inner = inner;
        }

        @Override
        public void write(int octet) throws IOException {
            inner.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            inner.write(octets, from, count);
        }
    }
}
