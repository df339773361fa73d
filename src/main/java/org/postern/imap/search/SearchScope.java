package org.postern.imap.search;

import java.time.Instant;
import org.postern.imap.response.Refusal;
import org.postern.imap.state.MailboxView;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.mime.Collation;
import org.postern.store.UidSet;

/**
 * What a condition is asked against.
 *
 * @param view the messages as the session numbers them
 * @param collation how texts are compared (RFC 5255 4.2)
 * @param now when the search began
 * @param numbers whether sequence numbers must exist
 * @param budget of what stands for keys
 */
public record SearchScope(MailboxView view, Collation collation, Instant now, Numbers numbers, SearchBudget budget) {
    /** Which sequence numbers may be named. */
    public enum Numbers {
        KNOWN,
        ANY
    }

    /**
     * The messages that a set names.
     *
     * @throws Refusal BAD for sequence numbers that do not exist, if they must
     */
    UidSet resolve(MessageSet set, Addressing addressing) throws Refusal {
        return switch (numbers) {
            case KNOWN -> view.resolve(set, addressing);
            case ANY -> view.existing(set, addressing);
        };
    }
}
