package org.postern.mime;

/**
 * A stretch of a message.
 *
 * @param start offset of the first octet
 * @param end offset behind the last octet, at least {@code start}
 */
public record Span(long start, long end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no such span: " + start + ".." + end);
        }
    }

    /** Length in octets. */
    public long size() {
        return end - start;
    }

    /** Whether every octet of {@code other} lies in this span. */
    public boolean covers(Span other) {
        return start <= other.start && other.end <= end;
    }
}
