package org.postern.store.maildir;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessList;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UserName;

/** Access lists of one account. Every method is called under {@link AccountRoot#structure}, unless it only reads. */
final class AccessWork {
    private final AccountRoot root;
    private final Surroundings env;
    private final UserName owner;

    AccessWork(AccountRoot root) {
        this.root = root;
        this.env = root.env();
        this.owner = root.user();
    }

    AccessList read(MailboxName name) throws IOException, StoreException {
        return file(name).read();
    }

    /** Takes note also of whom the account shares with. */
    void change(MailboxName name, AccessChange change) throws IOException, StoreException {
        AccessFile file = file(name);
        AccessList before = file.read();
        AccessList after = before.with(change, before.before(change.identifier(), owner), StoreLimits.ACCESS_ENTRIES);
        if (owner.equals(MailStore.PUBLIC)) {
            file.write(after);
        } else {
            requireFew(before, after);
            file.write(after);
            root.shares().note(owner, ShareList.granted(env, root.path(), owner));
        }
        root.tell(name, new Change.Access(name, after));
    }

    private void requireFew(AccessList before, AccessList after) throws IOException, StoreException {
        Set<AccessIdentifier> more = new HashSet<>(after.others(owner));
        more.removeAll(before.others(owner));
        if (!more.isEmpty()) {
            more.addAll(ShareList.granted(env, root.path(), owner));
            if (more.size() > ShareList.MOST) {
                throw new StoreException(Problem.LIMIT, "shared with too many");
            }
        }
    }

    private AccessFile file(MailboxName name) throws IOException, StoreException {
        root.requireExists(name);
        return new AccessFile(env.small(), root.folderPath(name));
    }
}
