package org.postern.imap.state;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.store.Flags;
import org.postern.store.MailboxSnapshot;
import org.postern.store.UidSet;

/**
 * One walk along what the client knows and a newer snapshot, both by rising UID, that finds what to tell. Linear, and
 * passes over rows that both snapshots share.
 *
 * <p>Invariant: the messages kept so far are the first rows of the fresh snapshot, unless {@code numbering} lists them.
 */
final class ViewMerge {
    private final MailboxView view;
    private final FlagTelling telling;
    private final MailboxSnapshot before;
    private final MailboxSnapshot fresh;
    private final Expunges expunges;

    private int kept;
    /** The UIDs kept, from the moment on when one of them has no row any more. */
    private int @Nullable [] numbering;

    private int[] gone = new int[8];
    private int goneCount;
    private int arrived;
    private boolean untold;
    private final UidSet.Builder gones = new UidSet.Builder();
    private final UidSet.Builder flags = new UidSet.Builder();
    private final UidSet.Builder modSeqs = new UidSet.Builder();
    private final Set<String> keywords = new HashSet<>();

    ViewMerge(MailboxView view, MailboxSnapshot fresh, Expunges expunges) {
        this.view = view;
        this.telling = view.flagTelling();
        this.before = view.snapshot();
        this.fresh = fresh;
        this.expunges = expunges;
    }

    ViewMerge run() {
        int row = 0;
        int rowBefore = 0;
        int sequence = 1;
        while (sequence <= view.size()) {
            int unchanged = unchanged(sequence, row);
            if (unchanged > 0) {
                kept += unchanged;
                sequence += unchanged;
                row += unchanged;
                rowBefore = sequence - 1;
                continue;
            }
            long uid = view.uid(sequence);
            row = skipTo(fresh, row, uid);
            rowBefore = skipTo(before, rowBefore, uid);
            if (row < fresh.size() && fresh.uid(row) == uid) {
                keep(uid);
                if (telling.isToldOf(uid)) {
                    compare(uid, row, rowBefore);
                } else {
                    untold |= rowBefore >= before.size()
                            || before.uid(rowBefore) != uid
                            || fresh.modSeq(row) != before.modSeq(rowBefore);
                }
                row++;
            } else {
                vanished(uid, sequence);
            }
            sequence++;
        }
        long last = view.size() == 0 ? 0 : view.uid(view.size());
        for (row = skipTo(fresh, row, last + 1); row < fresh.size(); row++) {
            keep(fresh.uid(row));
            keywords.addAll(fresh.flags(row).keywords());
            arrived++;
        }
        return this;
    }

    /** How many messages from here on need no look: both snapshots share them and nobody has said anything of them. */
    private int unchanged(int sequence, int row) {
        if (view.withholds() || numbering != null) {
            return 0;
        }
        int shared = fresh.sharedRows(row, before, sequence - 1);
        return shared == 0 || telling.isConcerned(view.uid(sequence), view.uid(sequence + shared - 1)) ? 0 : shared;
    }

    private static int skipTo(MailboxSnapshot rows, int from, long uid) {
        int row = from;
        while (row < rows.size() && rows.uid(row) < uid) {
            row++;
        }
        return row;
    }

    private void compare(long uid, int row, int rowBefore) {
        boolean told = rowBefore < before.size() && before.uid(rowBefore) == uid;
        Flags now = fresh.flags(row);
        if (!told
                || telling.isAnnounced(uid)
                || !telling.assumed(uid, before.flags(rowBefore)).equals(now)) {
            flags.add(uid);
            keywords.addAll(now.keywords());
        } else if (fresh.modSeq(row) != before.modSeq(rowBefore)) {
            modSeqs.add(uid);
        }
    }

    private void keep(long uid) {
        if (numbering != null) {
            numbering[kept] = (int) uid;
        }
        kept++;
    }

    private void vanished(long uid, int sequence) {
        if (expunges == Expunges.TOLD) {
            gone = goneCount == gone.length ? Arrays.copyOf(gone, goneCount * 2) : gone;
            gone[goneCount++] = sequence;
            gones.add(uid);
            return;
        }
        if (numbering == null) {
            numbering = new int[view.size() + fresh.size()];
            for (int i = 0; i < kept; i++) {
                numbering[i] = (int) fresh.uid(i);
            }
        }
        keep(uid);
    }

    /** Whether flags have changed of which the client does not want to hear. */
    boolean leavesUntold() {
        return untold;
    }

    /** Null when the numbering is that of the fresh snapshot. */
    int @Nullable [] numbering() {
        return numbering == null ? null : Arrays.copyOf(numbering, kept);
    }

    /** Keywords of messages that are new or whose flags changed. */
    Set<String> keywords() {
        return keywords;
    }

    Updates updates() {
        int[] falling = new int[goneCount];
        for (int i = 0; i < goneCount; i++) {
            falling[i] = gone[goneCount - 1 - i];
        }
        OptionalInt exists = arrived == 0 ? OptionalInt.empty() : OptionalInt.of(kept);
        return new Updates(
                new Updates.Sequences(falling, goneCount),
                gones.build(),
                exists,
                flags.build(),
                modSeqs.build(),
                Updates.Keywords.KNOWN);
    }
}
