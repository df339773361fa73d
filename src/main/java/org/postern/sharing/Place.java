package org.postern.sharing;

import java.util.Optional;
import java.util.function.Predicate;
import org.postern.store.AccessList;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * Where a mailbox lies, whether it exists or not, and what a user may do there.
 *
 * @param name as the user calls it
 * @param account its owner's, in the store inside
 * @param inside its name there
 */
record Place(MailboxName name, Account account, MailboxName inside, Viewer viewer) {
    /** Who looks. */
    record Viewer(UserName user, Predicate<UserName> administrators) {}

    /** What lets somebody learn that a mailbox exists. */
    private static final Rights KNOWING =
            Rights.of(Right.LOOKUP, Right.READ, Right.INSERT, Right.CREATE, Right.DELETE, Right.ADMINISTER);

    boolean isOwn() {
        return account.user().equals(viewer.user());
    }

    boolean isPublic() {
        return account.user().equals(MailStore.PUBLIC);
    }

    /** Whether two mailboxes are one owner's. */
    boolean isBeside(Place other) {
        return account.user().equals(other.account.user());
    }

    /** Whose quota it is. */
    Optional<UserName> owner() {
        return isPublic() ? Optional.empty() : Optional.of(account.user());
    }

    /** What the user may do; NO_SUCH_MAILBOX. */
    Rights rights() throws StoreException {
        AccessList list = account.access(inside);
        boolean administers = isPublic() && viewer.administrators().test(viewer.user());
        return administers ? Rights.ALL : list.rights(viewer.user(), account.user());
    }

    /** As {@link #rights}; also NO_SUCH_MAILBOX when the user may not know of it. */
    Rights known() throws StoreException {
        Rights rights = rights();
        known(rights);
        return rights;
    }

    /** NO_SUCH_MAILBOX when these rights do not let the user know of it. */
    void known(Rights rights) throws StoreException {
        if (!rights.hasAny(KNOWING)) {
            throw unknown();
        }
    }

    /** Fails unless the user has a right. */
    void require(Right right) throws StoreException {
        require(rights(), right);
    }

    /** NO_PERMISSION to who may look the mailbox up, else as if it did not exist. */
    void require(Rights rights, Right right) throws StoreException {
        if (!rights.has(right)) {
            throw rights.has(Right.LOOKUP)
                    ? new StoreException(Problem.NO_PERMISSION, name + " needs " + right)
                    : unknown();
        }
    }

    StoreException unknown() {
        return new StoreException(Problem.NO_SUCH_MAILBOX, name.path());
    }

    boolean exists() throws StoreException {
        try {
            account.access(inside);
            return true;
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.INVALID_NAME) {
                return false;
            }
            throw e;
        }
    }
}
