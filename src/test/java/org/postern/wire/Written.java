package org.postern.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** What was written for the wire, as text. */
public final class Written {
    private Written() {}

    /** Takes the batch, which must hold octets only: each is one character. */
    public static String text(WireOut out) {
        StringBuilder text = new StringBuilder();
        for (WireOut.Segment segment : out.take()) {
            ByteBuf octets = ((WireOut.Octets) segment).octets();
            text.append(octets.toString(StandardCharsets.ISO_8859_1));
            octets.release();
        }
        return text.toString();
    }
}
