package org.postern.imap.response;

import java.io.IOException;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** One untagged response, from its {@code "* "} to its line end. */
@FunctionalInterface
public interface Untagged {
    /** Writes nothing; given by work that takes long, so that the connection can be looked at in between. */
    Untagged NOTHING = out -> Progress.DONE;

    /**
     * Writes, going on in the next batch when it says MORE. Whatever may be long asks {@link WireOut#isFull}.
     *
     * @throws IOException the connection closes at once: nothing can be said in the middle of a line
     */
    Progress encode(WireOut out) throws IOException;

    /** One short line of ASCII without its {@code "* "} and line end. */
    static Untagged line(String ascii) {
        return out -> {
            out.ascii("* ").ascii(ascii).crlf();
            return Progress.DONE;
        };
    }
}
