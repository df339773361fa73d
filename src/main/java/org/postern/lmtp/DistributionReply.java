package org.postern.lmtp;

import org.postern.delivery.Distribution;
import org.postern.delivery.RecipientOutcome;
import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** One line for each recipient, each placed when its line is asked for (RFC 2033 4.2). */
final class DistributionReply implements Reply {
    private final Distribution distribution;

    DistributionReply(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Progress pull(WireOut out) {
        while (distribution.hasNext() && !out.isFull()) {
            RecipientOutcome done = distribution.next();
            out.utf8(Answers.line(done.recipient(), done.outcome()));
        }
        return distribution.hasNext() ? Progress.MORE : Progress.DONE;
    }

    @Override
    public void close() {
        distribution.close();
    }
}
