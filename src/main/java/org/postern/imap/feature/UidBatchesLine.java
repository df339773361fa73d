package org.postern.imap.feature;

import org.postern.imap.response.Untagged;
import org.postern.imap.state.MailboxView;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * {@code * UIDBATCHES (TAG "a1") 215295:99696,99695:1} (RFC 10022 3.1.2). Batches follow each other without a gap, and the
 * last ends with UID 1, which tells that it is the last (3.1.4).
 */
final class UidBatchesLine implements Untagged {
    private final MailboxView view;
    private final long size;
    private final UidBatchesFeature.Wanted wanted;
    private final String tag;
    private long next;

    UidBatchesLine(MailboxView view, long size, UidBatchesFeature.Wanted wanted, String tag) {
        this.view = view;
        this.size = size;
        this.wanted = wanted;
        this.tag = tag;
    }

    @Override
    public Progress encode(WireOut out) {
        if (next == 0) {
            out.ascii("* UIDBATCHES (TAG ");
            new ImapComposer(out, Utf8.OFF).string(tag).close();
            next = wanted.from();
        }
        for (; next <= wanted.to() && skipped(next) < view.size(); next++) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            out.octet(next == wanted.from() ? ' ' : ',');
            out.number(first(next)).octet(':').number(last(next));
        }
        out.crlf();
        return Progress.DONE;
    }

    /** How many messages are in the batches before this one. */
    private long skipped(long batch) {
        return (batch - 1) * size;
    }

    private long first(long batch) {
        return batch == 1 ? view.uid(view.size()) : last(batch - 1) - 1;
    }

    private long last(long batch) {
        long end = view.size() - skipped(batch + 1);
        return end > 0 ? view.uid((int) end + 1) : 1;
    }
}
