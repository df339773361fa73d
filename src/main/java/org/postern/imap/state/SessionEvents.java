package org.postern.imap.state;

import java.util.Map;
import org.postern.store.MailboxName;

/** What operators want to know of a session. Told once, after it happened; never fails. */
public interface SessionEvents {
    /** Why a login failed before any password was checked. */
    enum LoginFailure {
        /** A password in the clear where that is not allowed. */
        PLAINTEXT,
        MALFORMED,
        NOT_AUTHORIZED,
        CANCELLED
    }

    /**
     * A login failed.
     *
     * @param login what the client called itself, empty string when it did not get so far
     */
    void loginFailed(String login, String mechanism, LoginFailure reason);

    /** The client has said what program it is (RFC 2971). */
    void clientIdentified(Map<String, String> fields);

    void mailboxCreated(MailboxName name);

    void mailboxDeleted(MailboxName name);

    void mailboxRenamed(MailboxName from, MailboxName to);

    /**
     * The user changed who may do what to a mailbox.
     *
     * @param rights letters as they were given, empty string when the entry was removed
     */
    void accessChanged(MailboxName name, String identifier, String rights);

    void expunged(MailboxName name, long messages);
}
