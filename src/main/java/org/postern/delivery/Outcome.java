package org.postern.delivery;

import org.postern.store.StoreException;

/**
 * What becomes of a message for one recipient, with the reply code of RFC 5321 4.2 and the enhanced status code of RFC
 * 3463 that say so. The only place where the store's problems are translated for senders.
 */
public enum Outcome {
    DELIVERED(250, "2.0.0", "Delivered"),
    /** So far; the message itself is still to come. */
    RECIPIENT_OK(250, "2.1.5", "Recipient ok"),
    UNKNOWN_USER(550, "5.1.1", "No such user here"),
    BAD_ADDRESS(501, "5.1.3", "Not an address"),
    /** RFC 6531 3.5: an address beyond ASCII in a transaction without SMTPUTF8. */
    NEEDS_SMTPUTF8(553, "5.6.7", "Address needs SMTPUTF8"),
    TOO_BIG(552, "5.3.4", "Message too big"),
    MAILBOX_FULL(552, "5.2.2", "Mailbox full"),
    MAILBOX_FULL_NOW(452, "4.2.2", "Mailbox full, try again later"),
    TOO_MANY_RECIPIENTS(452, "4.5.3", "Too many recipients"),
    /** Of mail that was accepted to be sent on. */
    FORWARD_REFUSED(554, "5.4.0", "The server it was forwarded to refused it"),
    /** RFC 5321 6.3. */
    FORWARD_LOOP(554, "5.4.6", "It has been forwarded from here before"),
    /** There is no smarthost; an operator will see to it, so that the mail is not lost meanwhile. */
    CANNOT_FORWARD(451, "4.3.5", "Mail cannot be forwarded now, try again later"),
    FORWARD_EXPIRED(554, "5.4.7", "It could not be forwarded in time"),
    /** Of mail that was accepted for somebody who could not have it at once. */
    EXPIRED(554, "5.4.7", "It could not be delivered in time"),
    DISK_FULL(452, "4.3.1", "Insufficient system storage"),
    TRY_AGAIN(451, "4.3.0", "Temporary failure, try again later");

    private final int code;
    private final String status;
    private final String text;

    Outcome(int code, String status, String text) {
        this.code = code;
        this.status = status;
        this.text = text;
    }

    /** Of the SMTP and LMTP reply, three digits. */
    public int code() {
        return code;
    }

    /** Enhanced status code, for example {@code 5.1.1}. */
    public String status() {
        return status;
    }

    /** A few words of ASCII for people. */
    public String text() {
        return text;
    }

    /** As a reply has it, without its end. */
    String line() {
        return code + " " + status + ' ' + text;
    }

    public boolean isSuccess() {
        return code / 100 == 2;
    }

    /** Trying again later may help. */
    public boolean isTemporary() {
        return code / 100 == 4;
    }

    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /** Time alone may help. A full mailbox stays full for as long as nobody reads the mail. */
    boolean mayHelpLater() {
        return isTemporary() && !isOverQuota();
    }

    /** Whether the recipient's mailbox is full, whatever the sender is told to do about it. */
    public boolean isOverQuota() {
        return this == MAILBOX_FULL || this == MAILBOX_FULL_NOW;
    }

    static Outcome of(StoreException e, WhenFull whenFull) {
        return switch (e.problem()) {
            case OVER_QUOTA -> whenFull == WhenFull.REJECT ? MAILBOX_FULL : MAILBOX_FULL_NOW;
            case TOO_BIG -> TOO_BIG;
            case DISK_FULL -> DISK_FULL;
            case NO_SUCH_MAILBOX,
                    MAILBOX_EXISTS,
                    INVALID_NAME,
                    CANNOT,
                    NO_PERMISSION,
                    ANOTHER_OWNER,
                    LIMIT,
                    MESSAGE_GONE,
                    MAILBOX_GONE,
                    IN_USE,
                    UNAVAILABLE -> TRY_AGAIN;
        };
    }
}
