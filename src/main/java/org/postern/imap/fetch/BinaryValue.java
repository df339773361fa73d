package org.postern.imap.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.postern.imap.wire.ImapComposer;
import org.postern.mime.Span;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/** Decoded octets as a literal, decoded while they are sent. */
final class BinaryValue implements FetchValue {
    private final BinaryItem item;
    private final DecodedOctets decoded;
    private final Span span;
    private @Nullable InputStream in;
    private long left;

    BinaryValue(BinaryItem item, DecodedOctets decoded) {
        this.item = item;
        this.decoded = decoded;
        Span whole = new Span(0, decoded.size());
        this.span = item.partial().isPresent() ? item.partial().get().of(whole) : whole;
        this.left = span.size();
    }

    @Override
    public Progress encode(ImapComposer out) throws IOException {
        InputStream octets = in == null ? begin(out) : in;
        byte[] buffer = new byte[8192];
        while (left > 0) {
            if (out.out().isFull()) {
                return Progress.MORE;
            }
            int wanted = (int) Math.min(left, Math.min(buffer.length, out.out().room()));
            int count = octets.read(buffer, 0, wanted);
            if (count < 0) {
                throw new EOFException("body ends " + left + " octets early");
            }
            out.out().octets(buffer, 0, count);
            left -= count;
        }
        octets.close();
        return Progress.DONE;
    }

    private InputStream begin(ImapComposer out) throws IOException {
        item.section().write(out.raw("BINARY"));
        item.partial().ifPresent(p -> out.raw("<").number(p.offset()).raw(">"));
        if (span.size() == 0) {
            out.raw(" \"\"");
        } else {
            out.raw(decoded.form() == DecodedOctets.Form.LITERAL8 ? " ~{" : " {")
                    .number(span.size())
                    .raw("}")
                    .end();
        }
        try {
            InputStream opened = decoded.opening().open();
            opened.skipNBytes(span.start());
            in = opened;
            return opened;
        } catch (StoreException e) {
            throw new IOException(e);
        }
    }
}
