package org.postern.sharing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UserName;

/**
 * Private annotations that a user has on a mailbox of another. They lie with the mailbox, below a root of their own: {@code
 * /users/alice@example.org/private/comment}, and so go where it goes. Neither the owner nor others see them.
 */
final class PrivateEntries {
    private static final String ALL = "/users/";
    private static final String PRIVATE = "/private/";
    private static final String SHARED = "/shared/";

    private static final int MOST = 20;

    private final String root;

    PrivateEntries(UserName user) {
        this.root = ALL + user.address();
    }

    /** The server notes things for itself too, under names that no client can say. */
    private static boolean isForClients(String name) {
        return name.startsWith(PRIVATE) || name.startsWith(SHARED);
    }

    /** What the owner sees. */
    static Annotations ofOwner(Annotations all) {
        Map<String, AnnotationValue> seen = new HashMap<>(all.entries());
        seen.keySet().removeIf(name -> !isForClients(name));
        return Annotations.of(seen);
    }

    /** A change in his account as the owner sees it; empty when it is none of his business. */
    static Optional<Change> ofOwner(Change.Annotations change) {
        Set<String> entries = new TreeSet<>(change.entries());
        entries.removeIf(name -> !isForClients(name));
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Change.Annotations(change.of(), entries));
    }

    /** A change of annotations as the user sees it, in a mailbox that he knows by a name; empty when he sees none. */
    Optional<Change> seen(Change.Annotations change, MailboxName name) {
        Set<String> entries = new TreeSet<>();
        for (String entry : change.entries()) {
            if (entry.startsWith(SHARED)) {
                entries.add(entry);
            } else if (entry.startsWith(root + PRIVATE)) {
                entries.add(entry.substring(root.length()));
            }
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Change.Annotations(Annotated.mailbox(name), entries));
    }

    /** What the user sees. */
    Annotations seen(Annotations all) {
        Map<String, AnnotationValue> seen = new HashMap<>();
        all.entries().forEach((name, value) -> {
            if (name.startsWith(SHARED)) {
                seen.put(name, value);
            } else if (name.startsWith(root + PRIVATE)) {
                seen.put(name.substring(root.length()), value);
            }
        });
        return Annotations.of(seen);
    }

    /** Whether an entry, as it lies there, is the user's. */
    boolean areOwn(String entry) {
        return entry.startsWith(root + "/");
    }

    /** So that no user can use up what the mailbox may have, a user may have {@value #MOST} of his own; LIMIT. */
    void requireRoom(Annotations all, Map<String, Optional<AnnotationValue>> changes, StoreLimits limits)
            throws StoreException {
        Map<String, AnnotationValue> mine = new HashMap<>(seen(all).entries());
        mine.keySet().removeIf(name -> !name.startsWith(PRIVATE));
        int before = mine.size();
        Annotations after = Annotations.of(mine).with(changes, limits);
        long count = after.entries().keySet().stream()
                .filter(name -> name.startsWith(PRIVATE))
                .count();
        if (count > MOST && count > before) {
            throw new StoreException(Problem.LIMIT, "too many private annotations on a mailbox of another");
        }
    }

    Map<String, Optional<AnnotationValue>> kept(Map<String, Optional<AnnotationValue>> changes) {
        Map<String, Optional<AnnotationValue>> kept = new HashMap<>();
        changes.forEach((name, value) -> kept.put(name.startsWith(PRIVATE) ? root + name : name, value));
        return kept;
    }
}
