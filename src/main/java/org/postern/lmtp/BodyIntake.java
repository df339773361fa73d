package org.postern.lmtp;

import java.nio.ByteBuffer;
import org.postern.net.Reply;

/** What becomes of a body that is being received. */
interface BodyIntake {
    void take(ByteBuffer octets);

    /** The body, or the chunk, is complete. */
    Reply end();

    /** Skips the octets, then says why. */
    static BodyIntake refusing(CommandException refusal) {
        return new BodyIntake() {
            @Override
            public void take(ByteBuffer octets) {}

            @Override
            public Reply end() {
                return refusal.reply();
            }
        };
    }
}
