package org.postern.mime;

import java.io.IOException;

/**
 * Finds the structure of messages (RFC 2045, 2046) in one pass over their octets, with memory for the structure alone.
 *
 * <p>Lines end with CRLF or LF. A header ends at its first empty line, at a boundary, or with the message; lines in it
 * without a colon are passed over. Of two Content-Type fields the first counts. A line is a boundary if it begins with
 * the boundary string of an open multipart; a line that is nothing else beats that, then a longer string beats a
 * shorter, as RFC 2046 5.1.1 asks for. A multipart without a boundary parameter has no parts. An embedded message that
 * is transfer-encoded, against the RFC, is a leaf.
 */
public final class MessageScanner {
    private final MimeLimits limits;

    public MessageScanner(MimeLimits limits) {
        this.limits = limits;
    }

    public MessageScanner() {
        this(MimeLimits.DEFAULT);
    }

    /**
     * The structure of a message; any octets have one.
     *
     * @throws IOException if the source does
     */
    public MimePart scan(OctetSource source) throws IOException {
        return new StructureScan(source, limits).run();
    }

    /**
     * Where the header of a message stands, with its empty line; reads no further, unlike {@link #scan}, which finds the
     * same.
     *
     * @throws IOException if the source does
     */
    public Span header(OctetSource source) throws IOException {
        LineWindow in = new LineWindow(source, LineWindow.SMALL);
        while (!in.atEnd() && !in.isEmptyLine()) {
            in.skipLine();
        }
        in.skipLine();
        return new Span(0, in.position());
    }
}
