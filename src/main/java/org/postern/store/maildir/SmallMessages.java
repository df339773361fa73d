package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.store.MessageBody;

/** Which messages are kept whole beside their files, and their octets. */
final class SmallMessages {
    private final int most;

    SmallMessages(MaildirSettings settings) {
        this.most = settings.keepSmall();
    }

    /** @param size RFC822.SIZE */
    boolean isSmall(long size) {
        return size <= most && most > 0;
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
