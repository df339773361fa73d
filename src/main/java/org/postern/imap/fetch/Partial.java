package org.postern.imap.fetch;

import java.util.Optional;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.Span;

/**
 * A stretch of a section, {@code <offset.count>} (RFC 9051 6.4.5).
 *
 * @param offset 0 to 2^63-1
 * @param count 1 to 2^63-1
 */
record Partial(long offset, long count) {
    static Optional<Partial> parse(ImapLexer in) throws ImapSyntaxException {
        if (!in.tryConsume('<')) {
            return Optional.empty();
        }
        long offset = in.number64();
        in.expect('.');
        long count = in.number64();
        if (count == 0) {
            throw in.error("number above zero expected");
        }
        in.expect('>');
        return Optional.of(new Partial(offset, count));
    }

    /** What is there of the stretch; nothing if it begins behind the end. */
    Span of(Span whole) {
        long start = whole.start() + Math.min(offset, whole.size());
        return new Span(start, start + Math.min(count, whole.end() - start));
    }
}
