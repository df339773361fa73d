package org.postern.imap.response;

import org.postern.store.StoreException;

/** The one place where the store's problems become IMAP's answers (RFC 5530, RFC 9208). */
public final class ProblemAnswer {
    private ProblemAnswer() {}

    public static Completion of(StoreException e) {
        return switch (e.problem()) {
            case NO_SUCH_MAILBOX -> Completion.no(Code.NONEXISTENT, "No such mailbox");
            case MAILBOX_EXISTS -> Completion.no(Code.ALREADYEXISTS, "Mailbox already exists");
            case INVALID_NAME -> Completion.no(Code.CANNOT, "Invalid mailbox name: " + e.getMessage());
            case CANNOT -> Completion.no(Code.CANNOT, "Not possible on this mailbox");
            case NO_PERMISSION -> Completion.no(Code.NOPERM, "You have not the right to do that here");
            case ANOTHER_OWNER ->
                Completion.no(Code.CANNOT, "A mailbox cannot go to another owner or another namespace");
            case LIMIT -> Completion.no(Code.LIMIT, "A limit of the account is reached");
            case OVER_QUOTA -> Completion.no(Code.OVERQUOTA, "Quota exceeded (mailbox is full)");
            case TOO_BIG -> Completion.no(Code.TOOBIG, "Message is too large");
            case MESSAGE_GONE -> Completion.no(Code.EXPUNGEISSUED, "Some of the messages no longer exist");
            case MAILBOX_GONE -> Completion.no(Code.NONEXISTENT, "The mailbox was deleted or renamed");
            case IN_USE -> Completion.no(Code.INUSE, "The mailbox is in use, try again");
            case DISK_FULL -> Completion.no(Code.UNAVAILABLE, "The server has no room, try again later");
            case UNAVAILABLE -> Completion.no(Code.UNAVAILABLE, "Temporary failure, try again later");
        };
    }
}
