package org.postern.imap.search;

import org.postern.imap.fetch.FetchItems;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * How a client wants to be told what a search finds.
 *
 * @param addressing what the numbers in the answer are
 * @param form whether the client gave RETURN, so that it gets ESEARCH
 * @param options what to return; ALL without RETURN
 */
public record Search(Addressing addressing, Form form, ReturnOptions options) {
    /** How the client asked. */
    public enum Form {
        PLAIN,
        RETURN
    }

    /** Reads {@code RETURN (option ...) SP}, or nothing. */
    public static Search parse(ImapLexer in, FetchItems known, Addressing addressing) throws ImapSyntaxException {
        if (!in.tryWord("RETURN")) {
            return new Search(addressing, Form.PLAIN, ReturnOptions.ALL);
        }
        in.space();
        ReturnOptions options = ReturnOptions.parse(in, known);
        in.space();
        return new Search(addressing, Form.RETURN, options);
    }

    /** The same, without what is to be kept for later. */
    public Search withoutState() {
        return new Search(addressing, form, options.withoutState());
    }

    boolean wants(ReturnOption option) {
        return options.has(option);
    }
}
