package org.postern.lmtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.delivery.Outcome;
import org.postern.net.Reply;

/** A chunk that is not the last (RFC 3030 2): one answer. After a failure the transaction is over, for half of a message is none. */
record ChunkIntake(LmtpContext context, long size) implements BodyIntake {
    @Override
    public void take(ByteBuffer octets) {
        context.open().write(octets);
    }

    @Override
    public Reply end() {
        Optional<Outcome> trouble = context.open().trouble();
        if (trouble.isPresent()) {
            context.reset();
            return Answers.of(trouble.get());
        }
        return Answers.of(250, "2.0.0", size + " octets received");
    }
}
