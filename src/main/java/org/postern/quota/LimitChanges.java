package org.postern.quota;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.store.UserName;

/**
 * Notices who has other limits than before, by whatever way they were changed, so that somebody who is beyond a threshold by it,
 * or no longer, hears of it though his mail stays what it was. Looks at nobody's mail as long as nothing has changed. A user seen
 * for the first time has nothing to compare with; who is missed for a while, as his line is wrong or the file half-written, keeps
 * what he had. Thread-safe: a step waits for another.
 */
final class LimitChanges {
    /** Who is looked at in one step: each may cost some reading of files. */
    private static final int AT_ONCE = 200;

    private final QuotaLimits limits;
    private final Map<UserName, Held> known = new HashMap<>();
    private final Deque<UserName> changed = new ArrayDeque<>();
    private @Nullable Object edition;

    /** What a user's thresholds, and what of his mail counts, depend on. */
    private record Held(Allowance limit, FolderRules folders, List<Integer> warnAt) {}

    LimitChanges(QuotaLimits limits) {
        this.limits = limits;
    }

    /**
     * Looks at some of those whose limits are others than in the step before.
     *
     * @param everybody asked only when something has changed
     * @param look at a user once more
     */
    synchronized void step(Supplier<Collection<UserName>> everybody, Consumer<UserName> look) {
        Object now = limits.edition();
        if (!now.equals(edition)) {
            compare(everybody.get());
            edition = now;
        }
        for (int i = 0; i < AT_ONCE && !changed.isEmpty(); i++) {
            look.accept(changed.remove());
        }
    }

    private void compare(Collection<UserName> everybody) {
        Map<Held, Held> same = new HashMap<>();
        for (UserName user : everybody) {
            Held held = held(user);
            Held was = known.put(user, same.computeIfAbsent(held, h -> h)); // most users have what others have
            if (was != null && !was.equals(held)) {
                changed.add(user);
            }
        }
    }

    private Held held(UserName user) {
        Allowance own = limits.of(user);
        Allowance limit = own.isNone() ? limits.ofDomain(user.domain()) : own;
        return new Held(limit, limits.rulesOf(user).folders(), limits.warnAt());
    }
}
