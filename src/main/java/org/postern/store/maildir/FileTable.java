package org.postern.store.maildir;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postern.store.UidSet;

/** Which file each UID is, and where what is kept of it stands, by rising UID. Guarded by the mailbox's lock. */
final class FileTable {
    private int[] uids = new int[16];
    private @Nullable MessageFile[] files = new @Nullable MessageFile[16];
    private final PlaceColumn summaries = new PlaceColumn();
    private final PlaceColumn contents = new PlaceColumn();
    /** Slots in use, removed ones included. */
    private int used;

    private int removed;

    /**
     * Adds a file of a UID above all before.
     *
     * @return its slot
     */
    int add(long uid, MessageFile file) {
        if (used > 0 && Integer.toUnsignedLong(uids[used - 1]) >= uid) {
            throw new IllegalArgumentException("UIDs must rise: " + uid);
        }
        if (used == uids.length) {
            uids = Arrays.copyOf(uids, used * 2);
            files = Arrays.copyOf(files, used * 2);
        }
        uids[used] = (int) uid;
        files[used] = file;
        return used++;
    }

    @Nullable
    MessageFile get(long uid) {
        int slot = slot(uid);
        return slot < 0 ? null : files[slot];
    }

    /** Gives a UID that is there another name. */
    void rename(long uid, MessageFile file) {
        int slot = slot(uid);
        if (slot < 0 || files[slot] == null) {
            throw new IllegalArgumentException("no such UID: " + uid);
        }
        files[slot] = file;
    }

    void removeAll(UidSet gone) {
        gone.forEach(uid -> {
            int slot = slot(uid);
            if (slot >= 0 && files[slot] != null) {
                files[slot] = null;
                summaries.set(slot, 0);
                contents.set(slot, 0);
                removed++;
            }
        });
        if (removed > 64 && removed > used / 2) {
            pack();
        }
    }

    private void pack() {
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (files[i] != null) {
                uids[kept] = uids[i];
                summaries.move(i, kept);
                contents.move(i, kept);
                files[kept++] = files[i];
            }
        }
        Arrays.fill(files, kept, used, null);
        summaries.cut(kept);
        contents.cut(kept);
        used = kept;
        removed = 0;
    }

    int size() {
        return used - removed;
    }

    /** Slots of {@link #slot}, for marking. */
    int slots() {
        return used;
    }

    long uidAt(int slot) {
        return Integer.toUnsignedLong(uids[slot]);
    }

    @Nullable
    MessageFile fileAt(int slot) {
        return files[slot];
    }

    /** Where their summaries stand. */
    PlaceColumn summaries() {
        return summaries;
    }

    /** Where those that are small stand whole. */
    PlaceColumn contents() {
        return contents;
    }

    void forEachUid(LongConsumer action) {
        for (int i = 0; i < used; i++) {
            if (files[i] != null) {
                action.accept(uidAt(i));
            }
        }
    }

    /** The slot of a UID, negative when it never was here. */
    int slot(long uid) {
        int slot = slotFrom(uid);
        return slot < used && uidAt(slot) == uid ? slot : -1;
    }

    /** The first slot of a UID at or above this one; {@link #slots} when there is none. */
    int slotFrom(long uid) {
        if (used == 0 || uid <= uidAt(0)) {
            return 0;
        }
        // UIDs rise, so each is at most as far from the first as it is greater: and just there where none is missing.
        int low = 0;
        int high = (int) Math.min(used - 1, uid - uidAt(0));
        if (uidAt(high) == uid) {
            return high;
        }
        while (low <= high) {
            int mid = (low + high) >>> 1;
            long at = uidAt(mid);
            if (at < uid) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return low;
    }
}
