package org.postern.lmtp;

import java.util.ArrayList;
import java.util.List;
import org.postern.delivery.DeliveryReport;
import org.postern.delivery.Distribution;
import org.postern.delivery.Envelope;
import org.postern.delivery.Outcome;
import org.postern.delivery.RecipientOutcome;
import org.postern.delivery.Settlement;
import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** One line for all recipients (RFC 5321 4.1.1.4): those who did not get the message are reported to its sender. */
record SettledReply(Settlement settlement, Envelope envelope, Distribution distribution) implements Reply {
    @Override
    public Progress pull(WireOut out) {
        List<RecipientOutcome> outcomes = new ArrayList<>();
        while (distribution.hasNext()) {
            outcomes.add(distribution.next());
        }
        DeliveryReport report = settlement.settle(envelope, outcomes, distribution);
        Outcome verdict = report.verdict();
        out.ascii(verdict.code() + " " + verdict.status() + " " + verdict.text() + "\r\n");
        return Progress.DONE;
    }

    @Override
    public void close() {
        distribution.close();
    }
}
