package org.postern.pop3;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/**
 * What POP3 does for one user.
 *
 * @param expire whole days after which what was retrieved is removed; empty: never
 * @param loginDelay between two logins; zero: none
 */
public record MaildropPolicy(
        Optional<Period> expire,
        Duration loginDelay,
        EightBitHeaders eightBitHeaders,
        MaildropView view,
        Deletion deletion,
        Retrieval retrieval) {
    /** Nothing is removed unasked, whoever wants may come, and all of INBOX is sent as it is. */
    public static final MaildropPolicy DEFAULT = new MaildropPolicy(
            Optional.empty(),
            Duration.ZERO,
            EightBitHeaders.SENT,
            MaildropView.INBOX,
            Deletion.EXPUNGE,
            Retrieval.MARKS_SEEN);

    /** What becomes of messages whose header is not ASCII, for clients that have not said UTF8. */
    public enum EightBitHeaders {
        SENT,
        /** As RFC 6856 2.1 asks. */
        REFUSED
    }

    /** What QUIT does with what DELE marked. */
    public enum Deletion {
        EXPUNGE,
        /** It moves to the trash; what lies there already is expunged. */
        TRASH,
        /** It stays where it is, and no POP3 session sees it again. */
        HIDE
    }

    /** What QUIT does with what RETR sent. */
    public enum Retrieval {
        MARKS_SEEN,
        MARKS_NOTHING
    }

    /** The same with another expiry. */
    public MaildropPolicy withExpire(Period age) {
        return new MaildropPolicy(Optional.of(age), loginDelay, eightBitHeaders, view, deletion, retrieval);
    }

    /** The same with another delay. */
    public MaildropPolicy withLoginDelay(Duration delay) {
        return new MaildropPolicy(expire, delay, eightBitHeaders, view, deletion, retrieval);
    }

    /** The same with another view. */
    public MaildropPolicy withView(MaildropView other) {
        return new MaildropPolicy(expire, loginDelay, eightBitHeaders, other, deletion, retrieval);
    }

    /** The same with another way to delete. */
    public MaildropPolicy withDeletion(Deletion other) {
        return new MaildropPolicy(expire, loginDelay, eightBitHeaders, view, other, retrieval);
    }
}
