package org.postern.imap.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postern.imap.wire.ImapLexer;
import org.postern.mime.MimePart;
import org.postern.mime.OctetSource;
import org.postern.mime.Preview;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/** PREVIEW (RFC 8970). Kept previews cost nothing; what is not kept is NIL for a client that asks LAZY. */
public enum PreviewItem implements FetchItem {
    EAGER,
    LAZY;

    /** Reads the modifier behind the name; there is one. */
    public static FetchItem parse(ImapLexer in) {
        return in.tryPrefix(" (LAZY)") ? LAZY : EAGER;
    }

    @Override
    public FetchValue of(FetchRow row) throws StoreException {
        Optional<ByteBuffer> kept = row.summary().flatMap(MessageSummary::preview);
        byte[] text;
        if (kept.isPresent()) {
            text = new byte[kept.get().remaining()];
            kept.get().get(kept.get().position(), text);
        } else if (this == LAZY && row.summary().isPresent()) {
            return out -> {
                out.raw("PREVIEW ").nil();
                return Progress.DONE;
            };
        } else {
            MimePart message = row.structure();
            BodySource source = row.source();
            text = OpenedMessage.reading(() -> octets(source, message));
        }
        return out -> {
            out.raw("PREVIEW ").string(text);
            return Progress.DONE;
        };
    }

    static byte[] octets(OctetSource source, MimePart message) throws IOException {
        return Preview.of(source, message).getBytes(StandardCharsets.UTF_8);
    }
}
