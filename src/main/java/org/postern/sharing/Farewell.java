package org.postern.sharing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.Account;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.MailStore;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * What others keep of a user goes with him, or the next of that address would have it: entries of access lists, and his private
 * annotations. Where nothing was granted to him there is nothing of his.
 */
public final class Farewell {
    private final UserName user;

    private Farewell(UserName user) {
        this.user = user;
    }

    /** In all mailboxes of a store without sharing around it. */
    public static void to(UserName user, MailStore store) throws StoreException {
        Farewell farewell = new Farewell(user);
        farewell.in(store.publicFolders());
        for (UserName owner : store.sharers(user)) {
            if (!owner.equals(user)) {
                farewell.in(store.open(owner));
            }
        }
    }

    private void in(Account account) throws StoreException {
        for (MailboxEntry entry : account.mailboxes()) {
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                try {
                    in(account, entry.name());
                } catch (StoreException e) {
                    if (e.problem() != Problem.NO_SUCH_MAILBOX) {
                        throw e;
                    }
                }
            }
        }
    }

    private void in(Account account, MailboxName name) throws StoreException {
        Map<String, Optional<AnnotationValue>> notes = new HashMap<>();
        PrivateEntries mine = new PrivateEntries(user);
        account.annotations(Annotated.mailbox(name)).entries().keySet().stream()
                .filter(mine::areOwn)
                .forEach(entry -> notes.put(entry, Optional.empty()));
        if (!notes.isEmpty()) {
            account.annotate(Annotated.mailbox(name), notes);
        }
        for (Sign sign : Sign.values()) {
            AccessIdentifier entry = AccessIdentifier.of(user, sign);
            if (account.access(name).get(entry).isPresent()) {
                account.changeAccess(name, new AccessChange(entry, AccessChange.Kind.DELETE, Rights.NONE));
            }
        }
    }
}
