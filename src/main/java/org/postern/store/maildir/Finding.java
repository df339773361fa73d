package org.postern.store.maildir;

import java.util.Optional;
import java.util.OptionalLong;
import org.postern.store.MailboxName;

/**
 * Something that a check found.
 *
 * @param mailbox where; empty for what belongs to the account
 * @param uid of the message it is about, if it is about one that has a UID
 * @param file name of the file it is about, within its mailbox, or ""
 * @param sentence what it is, for the operator
 */
public record Finding(
        Optional<MailboxName> mailbox, Kind kind, OptionalLong uid, String file, String sentence, State state) {
    /** How bad it is. */
    public enum Severity {
        /** Nothing is wrong: it will be seen to by itself, or somebody may want to know. */
        NOTE,
        FAULT
    }

    /** What became of it. */
    public enum State {
        FOUND,
        REPAIRED
    }

    /** What can be found. */
    public enum Kind {
        /** Postern has not opened the mailbox yet. */
        NOT_YET_OURS(Severity.NOTE),
        /** The account lies as another server wants it, so that its folders are not seen. */
        OTHER_LAYOUT(Severity.NOTE),
        /** The disk does not let it be looked at. */
        NOT_READ(Severity.FAULT),
        IDENTITY_MISSING(Severity.FAULT),
        IDENTITY_BROKEN(Severity.FAULT),
        /** A message that the next look at the mailbox gives a UID and a row. */
        NOT_TAKEN_IN(Severity.NOTE),
        UID_TWICE(Severity.FAULT),
        /** A UID higher than any the identity says may have been given. */
        UID_ABOVE_MARK(Severity.FAULT),
        /** Neither message nor hidden: it is passed over. */
        NOT_A_FILE(Severity.FAULT),
        UNREADABLE(Severity.FAULT),
        WRONG_SIZE(Severity.FAULT),
        TMP_LEFTOVER(Severity.NOTE),
        INDEX_MISSING(Severity.NOTE),
        INDEX_BROKEN(Severity.FAULT),
        /** What stands behind the last whole record is lost. */
        INDEX_TORN(Severity.FAULT),
        ROW_WITHOUT_FILE(Severity.FAULT),
        FILE_WITHOUT_ROW(Severity.FAULT),
        /** The index says something else than the file, and would be believed. */
        ROW_DIFFERS(Severity.FAULT),
        /** Another program changed flags; the next look takes note of it. */
        CHANGED_OUTSIDE(Severity.NOTE),
        CACHE_MISSING(Severity.NOTE),
        CACHE_BROKEN(Severity.FAULT),
        /** A summary is not found; it is made again when it is asked for. */
        CACHE_PLACE(Severity.NOTE),
        /** What the cache has of one message is not that message's. */
        CACHE_ENTRY(Severity.FAULT),
        SMALL_MISSING(Severity.NOTE),
        SMALL_BROKEN(Severity.FAULT),
        /** A small message is not found where it is kept; its file is read. */
        SMALL_PLACE(Severity.NOTE),
        /** What is kept of a small message is not what its file has. */
        SMALL_ENTRY(Severity.FAULT),
        KEYWORD_UNNAMED(Severity.NOTE),
        SUBSCRIPTION(Severity.NOTE),
        /** Lines of a file shared with other servers that make no sense, and are passed over. */
        ODD_LINES(Severity.NOTE),
        /** Another server's list of UIDs that cannot be used. */
        UID_LIST(Severity.NOTE),
        /** What other programs count by is not what lies there. */
        QUOTA_FILE(Severity.NOTE),
        /** What quotas count is not what lies there. */
        USE_DIFFERS(Severity.FAULT),
        /** Something odd among held messages. */
        HELD(Severity.NOTE);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }
    }

    Finding repaired() {
        return new Finding(mailbox, kind, uid, file, sentence, State.REPAIRED);
    }

    /** What it is about. Names of files may change by repairs; then it is about another. */
    record Topic(Optional<MailboxName> mailbox, Kind kind, OptionalLong uid, String file) {}

    Topic topic() {
        return new Topic(mailbox, kind, uid, file);
    }
}
