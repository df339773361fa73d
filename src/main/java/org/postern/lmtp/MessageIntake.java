package org.postern.lmtp;

import java.nio.ByteBuffer;
import org.postern.delivery.Distribution;
import org.postern.delivery.Envelope;
import org.postern.net.Reply;

/** The message, or its last chunk: its end is answered for each recipient. */
record MessageIntake(LmtpContext context) implements BodyIntake {
    @Override
    public void take(ByteBuffer octets) {
        context.open().write(octets);
    }

    @Override
    public Reply end() {
        Envelope envelope = context.open().envelope();
        Distribution distribution = context.open().finish();
        context.reset();
        return context.placed(distribution, envelope);
    }
}
