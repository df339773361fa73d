package org.postern.imap.search;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** {@code * ESEARCH (TAG "a1") UID REMOVEFROM (0 32768) ADDTO (3 7 1 9)} (RFC 5267 4.3). */
final class ContextLine implements Untagged {
    private final Correlator correlator;
    private final Addressing addressing;
    private final Iterator<Change> changes;
    private boolean begun;
    private @Nullable Writing writing;

    /**
     * What goes out of the result, or comes into it.
     *
     * @param places where each number is or will be, 1 for the first, in the order of doing it; without them the result is
     *     in the order of the mailbox
     */
    record Change(Kind kind, Results numbers, Optional<Results> places) {
        enum Kind {
            REMOVEFROM,
            ADDTO
        }
    }

    /** @param changes at least one, in the order in which the client is to follow them */
    ContextLine(Correlator correlator, Addressing addressing, List<Change> changes) {
        this.correlator = correlator;
        this.addressing = addressing;
        this.changes = changes.iterator();
    }

    @Override
    public Progress encode(WireOut out) {
        if (!begun) {
            correlator.write(new ImapComposer(out, Utf8.OFF).untagged("ESEARCH"));
            out.ascii(addressing == Addressing.UID ? " UID" : "");
            begun = true;
        }
        while (writing != null || changes.hasNext()) {
            writing = writing == null ? new Writing(changes.next(), out) : writing;
            if (writing.encode(out) == Progress.MORE) {
                return Progress.MORE;
            }
            writing = null;
        }
        out.crlf();
        return Progress.DONE;
    }

    /** One change on its way. */
    private static final class Writing {
        private final Change change;
        private final NumberSet set;
        private int next;

        Writing(Change change, WireOut out) {
            this.change = change;
            this.set = new NumberSet(change.numbers());
            out.octet(' ').ascii(change.kind().name()).ascii(change.places().isPresent() ? " (" : " (0 ");
        }

        Progress encode(WireOut out) {
            Progress progress =
                    change.places().isPresent() ? pairs(out, change.places().get()) : set.encode(out);
            out.ascii(progress == Progress.DONE ? ")" : "");
            return progress;
        }

        private Progress pairs(WireOut out, Results places) {
            for (; next < places.size(); next++) {
                if (out.isFull()) {
                    return Progress.MORE;
                }
                out.ascii(next == 0 ? "" : " ").number(places.get(next));
                out.octet(' ').number(change.numbers().get(next));
            }
            return Progress.DONE;
        }
    }
}
