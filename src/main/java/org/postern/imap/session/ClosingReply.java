package org.postern.imap.session;

import java.io.IOException;
import org.postern.imap.response.Untagged;
import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** Last words, after which the connection closes. */
record ClosingReply(Untagged line) implements Reply {
    @Override
    public Progress pull(WireOut out) throws IOException {
        return line.encode(out);
    }

    @Override
    public Next next() {
        return Next.CLOSE;
    }
}
