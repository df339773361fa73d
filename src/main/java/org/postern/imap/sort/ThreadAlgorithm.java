package org.postern.imap.sort;

import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** How THREAD finds threads (RFC 5256 3, draft-ietf-morg-inthread). */
public enum ThreadAlgorithm {
    /** Messages of one base subject, by date. */
    ORDEREDSUBJECT,
    /** Answers below what they answer, then threads of one base subject together. */
    REFERENCES,
    /** As REFERENCES without a look at subjects; the thread in which something was received last is the last. */
    REFS;

    public static ThreadAlgorithm parse(ImapLexer in) throws ImapSyntaxException {
        for (ThreadAlgorithm algorithm : values()) {
            if (in.tryWord(algorithm.name())) {
                return algorithm;
            }
        }
        throw in.error("unknown threading algorithm");
    }

    /** The threads of all these messages. */
    Forest threads(ThreadMessages messages) {
        if (this == ORDEREDSUBJECT) {
            return new SubjectThreads(messages).threads();
        }
        ReferenceGraph graph = messages.graph(ReferenceGraph.Limits.of(messages.size()));
        return new ReferenceThreads(this, messages, graph).threads();
    }
}
