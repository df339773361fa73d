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

    /** This response with what it says to people in another language. */
    default Untagged in(Language language) {
        return this;
    }

    /** One short line of ASCII without its {@code "* "} and line end; behind OK, NO, BAD and BYE its text is for people. */
    static Untagged line(String ascii) {
        return ShortLine.of(ascii);
    }
}
