package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.state.Naming;

/**
 * UIDONLY (RFC 9586): once enabled there are no sequence numbers. What it changes stands where messages are named:
 * {@link org.postern.imap.state.MailboxView}, {@link org.postern.imap.state.UpdateLines} and the dispatcher.
 */
final class UidOnlyFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of(Naming.UIDONLY);
    }

    @Override
    public List<String> enableNames() {
        return List.of(Naming.UIDONLY);
    }
}
