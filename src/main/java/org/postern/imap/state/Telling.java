package org.postern.imap.state;

import org.postern.imap.syntax.Addressing;

/**
 * How a client is told of changes that it did not ask for.
 *
 * @param addressing after a UID command FETCH names the UID too (RFC 9051 6.4.9)
 */
public record Telling(Addressing addressing, Form form) {
    /** What the client has turned on (RFC 7162). */
    public enum Form {
        PLAIN,
        /** CONDSTORE: FETCH tells UID and MODSEQ (RFC 7162 3.2.4). */
        MODSEQ,
        /** QRESYNC: also VANISHED instead of EXPUNGE (RFC 7162 3.2.10). */
        VANISHED
    }

    boolean namesUid() {
        return addressing == Addressing.UID || tellsModSeq();
    }

    boolean tellsModSeq() {
        return form != Form.PLAIN;
    }
}
