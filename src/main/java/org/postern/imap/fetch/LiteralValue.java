package org.postern.imap.fetch;

import java.io.IOException;
import java.util.function.Consumer;
import org.postern.imap.wire.ImapComposer;
import org.postern.mime.Span;
import org.postern.wire.BodyOctets;
import org.postern.wire.Progress;

/** A label and octets out of a body, which are a literal unless there are none, over as many batches as it takes. */
final class LiteralValue implements FetchValue {
    private final Consumer<ImapComposer> label;
    private final BodyOctets octets;
    private final Span span;
    private long position = -1;

    LiteralValue(Consumer<ImapComposer> label, BodyOctets octets, Span span) {
        this.label = label;
        this.octets = octets;
        this.span = span;
    }

    @Override
    public Progress encode(ImapComposer out) throws IOException {
        if (position < 0) {
            label.accept(out);
            position = span.start();
            if (span.size() == 0) {
                out.raw(" \"\"");
            } else {
                out.raw(" {").number(span.size()).raw("}").end();
            }
        }
        while (position < span.end()) {
            if (out.out().isFull()) {
                return Progress.MORE;
            }
            position += out.out().body(octets, position, span.end() - position);
        }
        return Progress.DONE;
    }
}
