package org.postern.sharing;

import java.util.Map;
import java.util.Optional;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.AccessList;
import org.postern.store.Account;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;

/** The access list that a mailbox is made with: that of the level above (RFC 4314 4). */
public final class Inheritance {
    /** A public folder with nothing above it can be read by all. */
    private static final AccessList READABLE =
            AccessList.of(Map.of(AccessIdentifier.of(Kind.ANYONE, Sign.GRANTS), Rights.of(Right.LOOKUP, Right.READ)));

    private Inheritance() {}

    /** Gives a public folder just made what it inherits, in the account of {@code MailStore.publicFolders}. */
    public static void ofPublic(Account publicFolders, MailboxName made) throws StoreException {
        AccessList list = READABLE;
        for (Optional<MailboxName> above = made.parent();
                above.isPresent();
                above = above.get().parent()) {
            Optional<AccessList> found = find(publicFolders, above.get());
            if (found.isPresent()) {
                list = found.get();
                break;
            }
        }
        give(publicFolders, made, list);
    }

    private static Optional<AccessList> find(Account account, MailboxName name) throws StoreException {
        try {
            return Optional.of(account.access(name));
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static void give(Account account, MailboxName made, AccessList list) throws StoreException {
        for (var entry : list.entries()) {
            account.changeAccess(made, new AccessChange(entry.getKey(), AccessChange.Kind.REPLACE, entry.getValue()));
        }
    }
}
