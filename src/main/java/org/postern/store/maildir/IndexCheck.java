package org.postern.store.maildir;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postern.store.MailboxSnapshot;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.SeenFiles.Seen;

/** Compares the index of a mailbox that is held still with its files. */
final class IndexCheck {
    private final FolderState rows;
    private final Findings found;
    private boolean certain;

    /**
     * Prepares.
     *
     * @param rows with nothing in it yet
     * @param certain whether a running server takes the directories for unchanged
     */
    IndexCheck(FolderState rows, Findings found, boolean certain) {
        this.rows = rows;
        this.found = found;
        this.certain = certain;
    }

    /**
     * Reads the index, and compares.
     *
     * @param byUid one file of each UID; where there are more, the one that keeps it is put there
     * @param doubles the others
     * @return what the index says, unless it cannot be believed
     */
    Optional<FolderState> run(SeenFiles byUid, List<Seen> doubles) throws IOException {
        IndexFile.Look look = rows.index().look(rows);
        boolean usable = look.found() != IndexFile.Found.NOTHING;
        tell(look);
        certain |= look.found() == IndexFile.Found.WHOLE
                && rows.index()
                        .mark()
                        .equals(Optional.of(DirectoryTimes.of(rows.env().files(), rows.folder())));
        for (Seen other : doubles) {
            settle(other, byUid);
        }
        if (!usable) {
            return Optional.empty();
        }
        if (rows.nextUid() - 1 > rows.identity().reserved()) {
            found.add(
                    Kind.UID_ABOVE_MARK,
                    "UIDs up to " + (rows.nextUid() - 1) + " were given, and only "
                            + rows.identity().reserved() + " are noted in " + Identity.FILE);
        }
        byUid.forEach(seen -> compare(seen.uid(), seen));
        missing(byUid);
        return Optional.of(rows);
    }

    private void tell(IndexFile.Look look) {
        if (look.trouble().isPresent()) {
            found.add(
                    Kind.INDEX_BROKEN,
                    IndexFile.FILE + " cannot be used: " + look.trouble().get());
        } else if (look.found() == IndexFile.Found.NOTHING && rows.identity().reserved() > 0) {
            found.add(Kind.INDEX_MISSING, "has no " + IndexFile.FILE + "; it is made when the mailbox is next opened");
        } else if (look.torn() > 0) {
            found.add(Kind.INDEX_TORN, "the last " + look.torn() + " octets of " + IndexFile.FILE + " are not whole");
        }
    }

    /** The file that the index knows keeps its UID, else the older one. */
    private void settle(Seen other, SeenFiles byUid) throws IOException {
        Seen first = byUid.get(other.uid()).orElseThrow();
        Optional<Instant> firstTime = time(first);
        Optional<Instant> otherTime = time(other);
        if (firstTime.isEmpty() || otherTime.isEmpty()) {
            return; // one name of a message that another program renamed just now
        }
        boolean better = rank(other) > rank(first)
                || (rank(other) == rank(first) && otherTime.get().isBefore(firstTime.get()));
        byUid.replace(better ? other : first);
        Seen loser = better ? first : other;
        found.add(
                Kind.UID_TWICE,
                other.uid(),
                loser.file(),
                "has the UID of " + Findings.of((better ? other : first).file()) + ", which keeps it");
    }

    private Optional<Instant> time(Seen seen) throws IOException {
        return rows.env().files().stat(seen.file().in(rows.folder())).map(FileLayer.Stat::modified);
    }

    private int rank(Seen seen) {
        MessageFile known = rows.table().get(seen.uid());
        return known == null
                ? 0
                : known.equals(seen.file())
                        ? 2
                        : known.base().equals(seen.file().base()) ? 1 : 0;
    }

    private void compare(long uid, Seen seen) {
        MessageFile known = rows.table().get(uid);
        if (known == null) {
            withoutRow(uid, seen);
        } else if (seen.file().equals(known)) {
            sizes(uid, seen);
        } else if (seen.file().base().equals(known.base())) {
            String sentence = "is " + Findings.of(known) + " in the index";
            found.add(certain ? Kind.ROW_DIFFERS : Kind.CHANGED_OUTSIDE, uid, seen.file(), sentence);
        } else if (isSized(seen)) {
            found.add(Kind.FILE_WITHOUT_ROW, uid, seen.file(), "has a UID that the index knows as another file's");
        }
    }

    private void withoutRow(long uid, Seen seen) {
        if (uid >= rows.nextUid()) {
            found.add(Kind.NOT_TAKEN_IN, uid, seen.file(), "is newer than the index, and will be taken in");
        } else {
            found.add(Kind.FILE_WITHOUT_ROW, uid, seen.file(), "is not in the index, so no client sees it");
        }
    }

    private void sizes(long uid, Seen seen) {
        MailboxSnapshot all = rows.snapshot();
        long octets = all.octets(all.indexOf(uid));
        long wire = seen.name().wire().orElse(-1);
        if (octets != wire) {
            String sentence = "has " + octets + " octets in the index, and its name says " + wire;
            found.add(Kind.ROW_DIFFERS, uid, seen.file(), sentence);
        }
    }

    private static boolean isSized(Seen seen) {
        return seen.name().stored().orElse(-1) == seen.size();
    }

    private void missing(SeenFiles byUid) {
        rows.table().forEachUid(uid -> {
            MessageFile known = rows.table().get(uid);
            if (known != null
                    && byUid.get(uid).filter(seen -> isFileOf(known, seen)).isEmpty()) {
                found.add(Kind.ROW_WITHOUT_FILE, uid, known, "is in the index, but there is no such file");
            }
        });
    }

    private static boolean isFileOf(MessageFile known, Seen seen) {
        return known.base().equals(seen.file().base()) || !isSized(seen);
    }
}
