package org.postern.imap.fetch;

import org.postern.mime.Span;
import org.postern.wire.BodyOctets;

/** Octets of a message that a section names, readable while the message is open. */
public record Piece(BodyOctets octets, Span span) {
    public long size() {
        return span.size();
    }

    /** Some of it: as {@code <offset.count>} in FETCH, nothing if that begins behind the end. */
    public Piece stretch(long offset, long count) {
        return new Piece(octets, new Partial(offset, count).of(span));
    }
}
