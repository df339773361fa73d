package org.postern.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.mime.MimePart.Kind;

/** An entity whose end has not been seen. */
final class OpenPart {
    private final long start;
    private final ContentType fallback;
    private final List<MimePart> children = new ArrayList<>();
    private Kind kind = Kind.LEAF;
    private ContentFields content = ContentFields.NONE;
    private long bodyStart;
    private long firstBodyLine;
    private Optional<Boundary> boundary = Optional.empty();

    OpenPart(long start, ContentType fallback) {
        this.start = start;
        this.fallback = fallback;
    }

    /** What the entity is if it does not say so. */
    ContentType fallback() {
        return fallback;
    }

    ContentType childFallback() {
        return kind == Kind.MULTIPART && content.type().is("multipart", "digest")
                ? ContentType.MESSAGE_RFC822
                : ContentType.TEXT_PLAIN;
    }

    void headerEnds(ContentFields fields, LineWindow in) {
        content = fields;
        bodyStart = in.position();
        firstBodyLine = in.lineNumber();
    }

    void expand(Kind into, Optional<Boundary> delimiter) {
        kind = into;
        boundary = delimiter;
    }

    ContentFields content() {
        return content;
    }

    Kind kind() {
        return kind;
    }

    /** The boundary, as long as more parts may come. */
    Optional<Boundary> boundary() {
        return boundary;
    }

    /** The final boundary was seen: what follows is the epilogue. */
    void endOfParts() {
        boundary = Optional.empty();
    }

    void add(MimePart child) {
        children.add(child);
    }

    /**
     * Ends the body at {@code end}, but not before it began nor before its last child ended: an empty body has no line
     * end to give away to the boundary.
     *
     * @param lineStart where the line behind begins, whose line end before belongs to the boundary
     */
    MimePart close(long end, long lineStart, long lineNumber) {
        long bodyEnd = Math.max(end, bodyStart);
        if (!children.isEmpty()) {
            bodyEnd = Math.max(bodyEnd, children.get(children.size() - 1).body().end());
        }
        long lines = lineNumber - firstBodyLine - (bodyEnd < lineStart ? 1 : 0);
        return new MimePart(kind, new Span(start, bodyStart), new Span(bodyStart, bodyEnd), lines, content, children);
    }
}
