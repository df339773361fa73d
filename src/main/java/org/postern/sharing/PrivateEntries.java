package org.postern.sharing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.UserName;

/**
 * Private annotations that a user has on a mailbox of another. They lie with the mailbox, below a root of their own: {@code
 * /users/alice@example.org/private/comment}, and so go where it goes. Neither the owner nor others see them.
 */
final class PrivateEntries {
    private static final String ALL = "/users/";
    private static final String PRIVATE = "/private/";
    private static final String SHARED = "/shared/";

    private final String root;

    PrivateEntries(UserName user) {
        this.root = ALL + user.address();
    }

    /** What the owner sees. */
    static Annotations ofOwner(Annotations all) {
        Map<String, AnnotationValue> seen = new HashMap<>(all.entries());
        seen.keySet().removeIf(name -> name.startsWith(ALL));
        return Annotations.of(seen);
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

    Map<String, Optional<AnnotationValue>> kept(Map<String, Optional<AnnotationValue>> changes) {
        Map<String, Optional<AnnotationValue>> kept = new HashMap<>();
        changes.forEach((name, value) -> kept.put(name.startsWith(PRIVATE) ? root + name : name, value));
        return kept;
    }
}
