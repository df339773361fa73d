package org.postern.imap.search;

import java.util.Set;
import org.postern.imap.syntax.Addressing;

/**
 * A search as the client gave it.
 *
 * @param addressing what the numbers in the answer are
 * @param form whether the client gave RETURN, so that it gets ESEARCH
 * @param options what to return; ALL without RETURN
 * @param modSeq whether the answer tells the highest mod-sequence, as it does when one was searched for (RFC 7162 3.1.5)
 */
public record Search(SearchKey key, Addressing addressing, Form form, Set<ReturnOption> options, HighestModSeq modSeq) {
    /** Whether the answer tells the highest mod-sequence of what was found. */
    public enum HighestModSeq {
        TOLD,
        UNTOLD
    }

    /** How the client asked. */
    public enum Form {
        PLAIN,
        RETURN
    }

    public Search {
        options = Set.copyOf(options);
    }

    public boolean wants(ReturnOption option) {
        return options.contains(option);
    }

    /** Whether every match must be known, and not only the first or last. */
    boolean wantsEveryMatch() {
        boolean onlyEnds = wants(ReturnOption.MIN) || wants(ReturnOption.MAX);
        return wants(ReturnOption.ALL) || wants(ReturnOption.COUNT) || !onlyEnds;
    }
}
