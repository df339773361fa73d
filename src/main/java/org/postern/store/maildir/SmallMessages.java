package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.store.MessageBody;

/**
 * What is kept of messages beside their files: of small ones all octets; of long ones that POP3 sends as they lie, that they are
 * such, as a record without octets. Of others nothing is kept.
 */
final class SmallMessages {
    /** Octets of the shortest message of which that is noted: a shorter one is copied anyway. */
    static final int LONG = 16 * 1024;

    private static final ByteBuffer NOTE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final int most;

    SmallMessages(MaildirSettings settings) {
        this.most = settings.keepSmall();
    }

    /** @param size RFC822.SIZE */
    private boolean isSmall(long size) {
        return size <= most && most > 0;
    }

    /** What is to be kept of a message that comes; {@code octets} as far as they are in memory. */
    Optional<ByteBuffer> arriving(long size, Optional<ByteBuffer> octets, boolean needsNoStuffing) {
        if (isSmall(size)) {
            return octets;
        }
        return size >= LONG && needsNoStuffing && most > 0 ? Optional.of(NOTE) : Optional.empty();
    }

    /** All of a small message that is not kept yet, which is why it has to be read; empty for every other. */
    Optional<ByteBuffer> read(MessageBody body) throws IOException {
        if (!isSmall(body.size()) || body.octets().isPresent()) {
            return Optional.empty();
        }
        ByteBuffer all = ByteBuffer.allocate((int) body.size());
        while (all.hasRemaining() && body.read(all.position(), all) > 0) {}
        return all.hasRemaining() ? Optional.empty() : Optional.of(all.flip());
    }
}
