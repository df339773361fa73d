package org.postern.imap.state;

import org.postern.imap.response.UntaggedSeries;
import org.postern.store.UidSet;

/**
 * What a client is told without asking, and when (NOTIFY, RFC 5465). Belongs to the session: used by one worker at a time.
 */
public interface Notifications extends AutoCloseable {
    /** A client that has not used NOTIFY: it is told of the selected mailbox, with its commands and during IDLE. */
    Notifications USUAL = new Notifications() {
        @Override
        public Selected selected() {
            return Selected.WITH_COMMANDS;
        }

        @Override
        public MailboxView.Flagging flagging() {
            return MailboxView.Flagging.TOLD;
        }
    };

    /** When changes of the selected mailbox are told. */
    enum Selected {
        /** Only what the client changes itself. */
        NEVER,
        WITH_COMMANDS,
        /** At any time, but EXPUNGE with commands only (RFC 5465 6.1.2). */
        DELAYED,
        /** At any time (RFC 5465 6.1.1). */
        AT_ONCE;

        boolean isUnasked() {
            return this == DELAYED || this == AT_ONCE;
        }
    }

    Selected selected();

    MailboxView.Flagging flagging();

    /** What the client wants to be told of messages that have come into the selected mailbox. */
    default UntaggedSeries arrived(SelectedMailbox selected, UidSet uids) {
        return UntaggedSeries.none();
    }

    /** What has happened elsewhere and was not told yet. */
    default UntaggedSeries elsewhere() {
        return UntaggedSeries.none();
    }

    /** The session's own command runs now, on this thread: what it changes nobody tells (RFC 5465 5). */
    default void begin() {}

    /** It has run. */
    default void end() {}

    @Override
    default void close() {}
}
