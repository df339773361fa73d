package org.postern.wire;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
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

    /**
     * Takes the batch, with the regions in it, and sends it.
     *
     * @return how many octets were in memory
     */
    public static int to(OutputStream sent, WireOut out) throws IOException {
        int inMemory = 0;
        for (WireOut.Segment segment : out.take()) {
            if (segment instanceof WireOut.Octets o) {
                inMemory += o.octets().readableBytes();
                o.octets().readBytes(sent, o.octets().readableBytes());
                o.octets().release();
            } else if (segment instanceof WireOut.Region r) {
                r.lease().file().transferTo(r.position(), r.count(), Channels.newChannel(sent));
                r.lease().release().run();
            }
        }
        return inMemory;
    }
}
