package org.postern.store.memory;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postern.store.Flags;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;

/** The keywords a folder has ever seen, each in the spelling that came first. Guarded by the store's lock. */
final class Keywords {
    private final Map<String, String> spellings = new TreeMap<>();
    private final int limit;

    Keywords(int limit) {
        this.limit = limit;
    }

    /** Makes room for the keywords of all of these or, with LIMIT, for none. */
    void admit(Collection<Flags> flags) throws StoreException {
        Map<String, String> more = new TreeMap<>();
        flags.forEach(f -> f.keywords().forEach(k -> {
            if (!spellings.containsKey(Flags.fold(k))) {
                more.putIfAbsent(Flags.fold(k), k);
            }
        }));
        if (!more.isEmpty() && spellings.size() + more.size() > limit) {
            throw new StoreException(Problem.LIMIT, "too many keywords in this mailbox");
        }
        spellings.putAll(more);
    }

    /** The same flags in the spelling of this folder. */
    Flags spelled(Flags flags) {
        if (flags.keywords().isEmpty()) {
            return flags;
        }
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        system.addAll(flags.system());
        return Flags.of(
                system,
                flags.keywords().stream()
                        .map(k -> spellings.getOrDefault(Flags.fold(k), k))
                        .toList());
    }
}
