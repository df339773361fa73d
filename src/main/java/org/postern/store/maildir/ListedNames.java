package org.postern.store.maildir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the entry of a list of UIDs that a file is. The list has the name a file had there, all before its flags; since
 * then we may have added sizes and the UID to it, or been stopped while we did so. So a file is also known by its base,
 * the name without these fields, unless two entries share that and the UID in its name does not decide.
 */
final class ListedNames {
    private final Map<String, UidList.Entry> byName = new HashMap<>();
    private final Map<String, List<UidList.Entry>> byBase = new HashMap<>();

    /** Of two entries with one name the higher UID counts, as in Dovecot. */
    ListedNames(UidList list) {
        for (UidList.Entry entry : list.entries()) {
            byName.put(entry.name(), entry);
        }
        for (UidList.Entry entry : byName.values()) {
            byBase.computeIfAbsent(MessageFileName.parse(entry.name()).base(), b -> new ArrayList<>(1))
                    .add(entry);
        }
    }

    /** By the very name that the list has. */
    Optional<UidList.Entry> exact(MessageFile file) {
        return Optional.ofNullable(byName.get(file.base()));
    }

    /** By the name without fields. */
    Optional<UidList.Entry> alike(MessageFileName name) {
        List<UidList.Entry> entries = byBase.getOrDefault(name.base(), List.of());
        return entries.size() == 1
                ? Optional.of(entries.get(0))
                : entries.stream()
                        .filter(entry -> entry.uid() == name.uid().orElse(0))
                        .findFirst();
    }
}
