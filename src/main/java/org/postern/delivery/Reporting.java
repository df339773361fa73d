package org.postern.delivery;

import java.util.function.Supplier;
import org.postern.audit.Audit;

/**
 * Whom deliveries tell, and what they hand over to.
 *
 * @param audit the operator
 * @param queue for mail that is forwarded, and reports to senders; asked for when it is needed, for what it sends may be
 *     delivered here
 */
public record Reporting(Audit audit, Supplier<OutgoingQueue> queue) {
    /** For senders whose message some recipients did not get. */
    public Settlement settlement() {
        return new Settlement(queue.get(), audit);
    }
}
