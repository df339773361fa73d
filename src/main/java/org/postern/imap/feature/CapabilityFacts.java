package org.postern.imap.feature;

import java.util.Set;
import org.postern.imap.state.ConnectionFacts;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.ImapOption;
import org.postern.imap.state.SessionState;

/** What capabilities depend on. */
public record CapabilityFacts(
        SessionState state, ConnectionFacts connection, Revision revision, ImapLimits limits, Set<ImapOption> options) {
    /** Whether the client has enabled IMAP4rev2. */
    public enum Revision {
        REV1,
        REV2
    }
}
