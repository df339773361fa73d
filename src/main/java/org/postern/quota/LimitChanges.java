package org.postern.quota;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.store.UserName;

/**
 * Notices who has other limits than before, by whatever way they were changed, so that somebody who is beyond a threshold by it,
 * or no longer, hears of it though his mail stays what it was. Looks at nobody's mail as long as nothing has changed. Those of the
 * first step have nothing to compare with, and all are looked at if something has changed since {@link #begin}; so is who comes
 * later, as he may have had other limits between two steps. Whose limits cannot be told for a while, as a line is wrong or a file
 * away, keeps what he had: unknown is not unlimited. Thread-safe: a step waits for another.
 */
final class LimitChanges {
    /** Who is looked at in one step: each may cost some reading of files. */
    private static final int AT_ONCE = 200;

    private final QuotaLimits limits;
    private final Map<UserName, Held> known = new HashMap<>();
    private final Set<UserName> changed = new LinkedHashSet<>();
    private Optional<Object> atFirst = Optional.empty();
    private @Nullable Object edition;
    /** Whether there was a first comparison. */
    private boolean compared;

    /** What a user's thresholds, and what of his mail counts, depend on. */
    private record Held(Allowance limit, FolderRules folders, List<Integer> warnAt) {}

    LimitChanges(QuotaLimits limits) {
        this.limits = limits;
    }

    /** To be called once before the first step: every change from now on is noticed. */
    synchronized void begin() {
        atFirst = limits.edition();
    }

    /**
     * Looks at some of those whose limits are others than in the step before.
     *
     * @param everybody asked only when something has changed
     * @param look at a user once more
     */
    synchronized void step(Supplier<Collection<UserName>> everybody, Consumer<UserName> look) {
        Optional<Object> now = limits.edition();
        if (now.isPresent() && !now.get().equals(edition)) {
            Collection<UserName> all = everybody.get();
            compare(all);
            if (!compared && !limits.edition().equals(atFirst)) {
                changed.addAll(all);
            }
            compared = true;
            edition = limits.edition().equals(now) ? now.get() : null; // or somebody was missed on the way
        }
        Iterator<UserName> next = changed.iterator();
        for (int i = 0; i < AT_ONCE && next.hasNext(); i++) {
            UserName user = next.next();
            next.remove();
            look.accept(user);
        }
    }

    private void compare(Collection<UserName> everybody) {
        Map<Held, Held> same = new HashMap<>();
        for (UserName user : everybody) {
            Held held = held(user);
            if (limits.areKnown(user)) {
                Held was = known.put(user, same.computeIfAbsent(held, h -> h)); // most users have what others have
                if (compared && !held.equals(was)) {
                    changed.add(user);
                }
            }
        }
    }

    private Held held(UserName user) {
        return new Held(limits.hold(user), limits.rulesOf(user).folders(), limits.warnAt());
    }
}
