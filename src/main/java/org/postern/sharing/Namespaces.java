package org.postern.sharing;

import java.util.Optional;
import org.postern.store.MailboxName;
import org.postern.store.UserName;

/**
 * How mailboxes of others are called: {@code Users/bob@example.org} is bob's INBOX, {@code Users/bob@example.org/Work} his
 * Work, {@code Public/News} the public folder News.
 */
final class Namespaces {
    static final String USERS = "Users";
    static final String PUBLIC = "Public";

    private Namespaces() {}

    /** Whether a name lies in one of the two; their own names lie in neither. */
    static boolean isOthers(MailboxName name) {
        return name.path().startsWith(USERS + "/") || name.path().startsWith(PUBLIC + "/");
    }

    static boolean isPublic(MailboxName name) {
        return name.path().startsWith(PUBLIC + "/");
    }

    /** The user whom a name in {@code Users/} is about; empty when it is no address. */
    static Optional<UserName> owner(MailboxName name) {
        String rest = name.path().substring(USERS.length() + 1);
        int cut = rest.indexOf(MailboxName.SEPARATOR);
        try {
            return Optional.of(new UserName(cut < 0 ? rest : rest.substring(0, cut)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a name is in its owner's account; empty when none can be. */
    static Optional<MailboxName> inside(MailboxName name) {
        String rest = name.path().substring(name.path().indexOf(MailboxName.SEPARATOR) + 1);
        if (isPublic(name)) {
            return rest.equalsIgnoreCase("INBOX") ? Optional.empty() : of(rest);
        }
        int cut = rest.indexOf(MailboxName.SEPARATOR);
        Optional<MailboxName> inner = cut < 0 ? Optional.of(MailboxName.INBOX) : of(rest.substring(cut + 1));
        // bob's INBOX has one name, and that is not Users/bob@example.org/INBOX.
        return inner.filter(found -> cut < 0 || !found.isInbox());
    }

    /** What a mailbox of a user is called by others; empty when it would be too long. */
    static Optional<MailboxName> outside(UserName owner, MailboxName name) {
        String root = USERS + "/" + owner.address();
        return of(name.isInbox() ? root : root + "/" + name.path());
    }

    /** What a public folder is called; empty when it would be too long, and for the account's INBOX. */
    static Optional<MailboxName> outside(MailboxName name) {
        return name.isInbox() ? Optional.empty() : of(PUBLIC + "/" + name.path());
    }

    private static Optional<MailboxName> of(String path) {
        try {
            return Optional.of(new MailboxName(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
