package org.postern.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.wire.Utf8;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.Summaries;

/** The summaries of one command's messages, opened when the first is asked for. One worker at a time. */
public final class MessageSummaries implements AutoCloseable {
    private final Mailbox mailbox;
    private final Utf8 utf8;
    private @Nullable Summaries open;
    private long uid;
    private Optional<MessageSummary> current = Optional.empty();

    /** @param utf8 how strings are to be told; where they would be told otherwise than they are kept, they are not told */
    public MessageSummaries(Mailbox mailbox, Utf8 utf8) {
        this.mailbox = mailbox;
        this.utf8 = utf8;
    }

    Optional<MessageSummary> of(long wanted) throws StoreException {
        if (wanted != uid) {
            current = read(wanted);
            uid = wanted;
        }
        return current;
    }

    private Optional<MessageSummary> read(long wanted) throws StoreException {
        Summaries from = open;
        if (from == null) {
            from = mailbox.summaries();
            open = from;
        }
        Optional<ByteBuffer> octets = from.of(wanted);
        return octets.isEmpty() ? Optional.empty() : MessageSummary.read(octets.get(), utf8);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
        uid = 0;
        current = Optional.empty();
    }
}
