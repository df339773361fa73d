package org.postern.mime;

import java.util.List;

/**
 * One entity of a message: the message itself, a part of a multipart, or an embedded message.
 *
 * @param header the header block with the empty line that ends it; for a part, what FETCH calls MIME
 * @param body from behind the header to the line end that belongs to the next boundary
 * @param lines line ends within the body
 * @param children the parts of a multipart (none is possible), the one embedded message of a {@link Kind#MESSAGE}
 */
public record MimePart(Kind kind, Span header, Span body, long lines, ContentFields content, List<MimePart> children) {
    /** What the body consists of. */
    public enum Kind {
        /** Content of whatever type, also a multipart or message that lies too deep. */
        LEAF,
        /** Parts between boundaries. */
        MULTIPART,
        /** One message (RFC 2046 5.2.1), not encoded. */
        MESSAGE
    }

    public MimePart {
        children = List.copyOf(children);
    }

    /** Header and body. */
    public Span whole() {
        return new Span(header.start(), body.end());
    }

    /** The embedded message of a part of kind {@link Kind#MESSAGE}. */
    public MimePart message() {
        return children.get(0);
    }
}
