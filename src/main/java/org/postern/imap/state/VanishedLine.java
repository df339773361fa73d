package org.postern.imap.state;

import org.postern.imap.response.Untagged;
import org.postern.store.UidSet;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** {@code * VANISHED 41,43:116} and {@code * VANISHED (EARLIER) 41,43:116} (RFC 7162 3.2.10). */
public final class VanishedLine implements Untagged {
    private final When when;
    private final UidSet uids;
    private int range = -1;

    /** Whether the client counts these messages still. */
    public enum When {
        NOW(""),
        EARLIER(" (EARLIER)");

        private final String tag;

        When(String tag) {
            this.tag = tag;
        }
    }

    /** A line for at least one UID. */
    public VanishedLine(When when, UidSet uids) {
        this.when = when;
        this.uids = uids;
    }

    @Override
    public Progress encode(WireOut out) {
        if (range < 0) {
            out.ascii("* VANISHED").ascii(when.tag).octet(' ');
            range = 0;
        }
        for (; range < uids.ranges(); range++) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            out.ascii(range == 0 ? "" : ",").number(uids.first(range));
            if (uids.last(range) > uids.first(range)) {
                out.octet(':').number(uids.last(range));
            }
        }
        out.crlf();
        return Progress.DONE;
    }
}
