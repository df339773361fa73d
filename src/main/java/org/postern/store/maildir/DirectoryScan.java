package org.postern.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.store.Flags;
import org.postern.store.StoreException;

/**
 * Compares the directories of a mailbox with what is known, and commits the difference: what other programs delivered,
 * renamed or removed. Runs under the mailbox's lock.
 *
 * <p>A directory read while names change may miss a file that is there all the time; so what is missed is looked for again
 * until a look found the directories unchanged, or {@value #LOOKS} looks in a row have missed it.
 */
final class DirectoryScan {
    private static final int LOOKS = 6;

    private final FolderState state;
    private final FileTable table;
    /** Slots of the table whose file was seen under its known name. */
    private final BitSet seen = new BitSet();
    /** Files seen under another name than the one known. */
    private final Map<Long, MessageFile> renamed = new HashMap<>();

    private final List<MessageFile> strangers = new ArrayList<>();

    DirectoryScan(FolderState state) {
        this.state = state;
        this.table = state.table();
    }

    /**
     * Reads the directories, and commits what is different.
     *
     * @param admission which UIDs in names are to be believed
     * @return whether all that was seen could be taken up
     */
    boolean run(UidAdmission admission) throws IOException, StoreException {
        look();
        return commit(missing(), admission);
    }

    /** Looks at these names only, which are all that came or went; otherwise as {@link #run(UidAdmission)}. */
    boolean run(Set<MessageFile> names) throws IOException, StoreException {
        Map<String, Long> missing = new HashMap<>();
        for (MessageFile file : names) {
            if (!file.name().startsWith(".") && isThere(file)) {
                see(file.place(), file.name());
            }
        }
        for (MessageFile file : names) {
            int slot = table.slot(MessageFileName.uidIn(file.name()));
            if (slot >= 0 && file.equals(table.fileAt(slot)) && !seen.get(slot)) {
                missing.put(file.base(), table.uidAt(slot));
            }
        }
        return commit(missing, UidAdmission.NONE);
    }

    private boolean commit(Map<String, Long> missing, UidAdmission admission) throws IOException, StoreException {
        Draft draft = state.draft(Occasion.FOREIGN);
        settleRenamed(draft, missing);
        confirm(missing, draft);
        boolean all = new Strangers(state, admission).takeUp(strangers, draft);
        draft.commit();
        return all;
    }

    private DirectoryTimes times() throws IOException {
        return DirectoryTimes.of(state.env().files(), state.folder());
    }

    /** New before cur: so a message on its way from one to the other is seen in at least one. */
    private void look() throws IOException {
        for (FilePlace place : FilePlace.values()) {
            for (String name : list(place)) {
                if (!name.startsWith(".")) {
                    see(place, name);
                }
            }
        }
    }

    private List<String> list(FilePlace place) throws IOException {
        return state.env().files().list(state.folder().resolve(place.directory()));
    }

    private void see(FilePlace place, String name) {
        int slot = table.slot(MessageFileName.uidIn(name));
        MessageFile known = slot < 0 ? null : table.fileAt(slot);
        if (known == null) {
            if (!state.linked().contains(name)) {
                strangers.add(new MessageFile(place, name));
            }
        } else if (known.place() == place && known.name().equals(name)) {
            seen.set(slot);
        } else if (known.base().equals(name.substring(0, MessageFileName.infoAt(name)))) {
            renamed.put(table.uidAt(slot), new MessageFile(place, name));
        } else {
            strangers.add(new MessageFile(place, name));
        }
    }

    private void settleRenamed(Draft draft, Map<String, Long> missing) throws IOException {
        for (Map.Entry<Long, MessageFile> one : renamed.entrySet()) {
            MessageFile known = state.file(one.getKey());
            MessageFile now = one.getValue();
            if (isThere(known)) {
                missing.remove(known.base()); // while it was renamed, or a second link: the known name stays
            } else if (isThere(now)) {
                missing.remove(known.base());
                rename(one.getKey(), now, draft);
            } else {
                missing.put(known.base(), one.getKey());
            }
        }
    }

    private boolean isThere(MessageFile file) throws IOException {
        return state.env()
                .files()
                .stat(state.path(file))
                .filter(FileLayer.Stat::isFile)
                .isPresent();
    }

    private void rename(long uid, MessageFile now, Draft draft) {
        Flags before = state.snapshot().flags(state.snapshot().indexOf(uid));
        List<String> hidden = state.keywords().withoutLetter(before);
        boolean plain = now.place() == FilePlace.NEW;
        Flags flags = state.keywords().flags(plain ? "" : now.letters(), plain ? List.of() : hidden);
        if (flags.equals(before)) {
            draft.rename(uid, now);
        } else {
            draft.flag(uid, now, flags);
        }
    }

    private void confirm(Map<String, Long> missing, Draft draft) throws IOException {
        Optional<DirectoryTimes> before = Optional.empty();
        for (int look = 1; look < LOOKS && !missing.isEmpty(); look++) {
            DirectoryTimes now = times();
            if (look > 2 && before.filter(now::equals).isPresent()) {
                break; // two more looks missed it, the last in directories that nobody changed
            }
            before = Optional.of(now);
            for (FilePlace place : FilePlace.values()) {
                for (String name : list(place)) {
                    Long uid = missing.remove(name.substring(0, MessageFileName.infoAt(name)));
                    if (uid != null) {
                        found(uid, new MessageFile(place, name), draft);
                    }
                }
            }
        }
        for (long uid : missing.values()) {
            draft.remove(uid);
        }
    }

    private void found(long uid, MessageFile now, Draft draft) {
        if (!now.equals(table.get(uid))) {
            rename(uid, now, draft);
        }
    }

    private Map<String, Long> missing() {
        Map<String, Long> missing = new HashMap<>();
        for (int slot = 0; slot < table.slots(); slot++) {
            MessageFile file = table.fileAt(slot);
            if (file != null && !seen.get(slot)) {
                missing.put(file.base(), table.uidAt(slot));
            }
        }
        return missing;
    }
}
