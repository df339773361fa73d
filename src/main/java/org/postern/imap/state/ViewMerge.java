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
 * One walk along what the client knows and a newer snapshot, both by rising UID, that finds what to tell. Linear.
 */
final class ViewMerge {
    /** What the client takes a message's flags for, given those it was told. */
    @FunctionalInterface
    interface KnownFlags {
        Flags of(long uid, Flags told);
    }

    private final MailboxView view;
    private final MailboxSnapshot before;
    private final MailboxSnapshot fresh;
    private final Expunges expunges;
    private final UidSet announced;

    private final int[] numbering;
    private int numbered;
    private int ghosts;
    private final int[] gone;
    private int goneCount;
    private int arrived;
    private final UidSet.Builder flags = new UidSet.Builder();
    private final Set<String> keywords = new HashSet<>();

    ViewMerge(MailboxView view, MailboxSnapshot fresh, Expunges expunges, UidSet announced) {
        this.view = view;
        this.before = view.snapshot();
        this.fresh = fresh;
        this.expunges = expunges;
        this.announced = announced;
        this.numbering = new int[view.size() + fresh.size()];
        this.gone = new int[view.size()];
    }

    ViewMerge run(KnownFlags known) {
        int row = 0;
        int rowBefore = 0;
        for (int sequence = 1; sequence <= view.size(); sequence++) {
            long uid = view.uid(sequence);
            row = skipTo(fresh, row, uid);
            rowBefore = skipTo(before, rowBefore, uid);
            if (row < fresh.size() && fresh.uid(row) == uid) {
                keep(uid);
                compare(uid, row, rowBefore, known);
            } else {
                vanished(uid, sequence);
            }
        }
        long last = view.size() == 0 ? 0 : view.uid(view.size());
        for (row = skipTo(fresh, row, last + 1); row < fresh.size(); row++) {
            keep(fresh.uid(row));
            keywords.addAll(fresh.flags(row).keywords());
            arrived++;
        }
        return this;
    }

    private static int skipTo(MailboxSnapshot rows, int from, long uid) {
        int row = from;
        while (row < rows.size() && rows.uid(row) < uid) {
            row++;
        }
        return row;
    }

    private void compare(long uid, int row, int rowBefore, KnownFlags known) {
        boolean told = rowBefore < before.size() && before.uid(rowBefore) == uid;
        Flags now = fresh.flags(row);
        if (announced.contains(uid) || !told || !known.of(uid, before.flags(rowBefore)).equals(now)) {
            flags.add(uid);
            keywords.addAll(now.keywords());
        }
    }

    private void keep(long uid) {
        numbering[numbered++] = (int) uid;
    }

    private void vanished(long uid, int sequence) {
        if (expunges == Expunges.TOLD) {
            gone[goneCount++] = sequence;
        } else {
            keep(uid);
            ghosts++;
        }
    }

    /** Null when the numbering is that of the fresh snapshot. */
    int @Nullable [] numbering() {
        return ghosts == 0 && numbered == fresh.size() ? null : Arrays.copyOf(numbering, numbered);
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
        OptionalInt exists = arrived == 0 ? OptionalInt.empty() : OptionalInt.of(numbered);
        return new Updates(new Updates.Sequences(falling, goneCount), exists, flags.build(), Updates.Keywords.KNOWN);
    }
}
