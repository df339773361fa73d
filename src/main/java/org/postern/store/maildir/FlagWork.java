package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.Flags;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Changes flags by renaming files. Runs under the mailbox's lock; what a failure leaves done is committed. */
final class FlagWork {
    private final FolderState state;
    private final FlagChange change;
    private final long unlessChangedSince;
    private final UidSet.Builder changed = new UidSet.Builder();
    private final UidSet.Builder modified = new UidSet.Builder();
    private ProgressListener progress = ProgressListener.NONE;
    private Letters last = new Letters(Flags.NONE, "", "");

    /** Letters of flags: most messages of a command get the same. */
    private record Letters(Flags flags, String before, String after) {}

    FlagWork(FolderState state, FlagChange change, Optional<ModSeq> unlessChangedSince) {
        this.state = state;
        this.change = change;
        this.unlessChangedSince = unlessChangedSince.map(ModSeq::value).orElse(Long.MAX_VALUE);
    }

    FlagWork reporting(ProgressListener listener) {
        progress = listener;
        return this;
    }

    FlagOutcome run(UidSet uids) throws IOException, StoreException {
        if (change.kind() != FlagChange.Kind.REMOVE) {
            state.keywords().admit(List.of(change.flags()));
        }
        UidSet missing = pass(state.present(uids));
        if (!missing.isEmpty()) {
            new DirectoryScan(state).run(UidAdmission.NONE);
            pass(state.present(missing));
        }
        long last = state.snapshot().uidNext() - 1;
        UidSet given = last < 1 ? UidSet.NONE : UidSet.range(1, last);
        UidSet gone = uids.and(given).minus(state.present(uids));
        return new FlagOutcome(changed.build().minus(gone), modified.build().minus(gone), gone);
    }

    /** Returns those whose file was not where it should be. */
    private UidSet pass(UidSet uids) throws IOException {
        UidSet.Builder missing = new UidSet.Builder();
        MailboxSnapshot rows = state.snapshot();
        Draft draft = state.draft();
        long done = 0;
        try (OpenDirectories open = new OpenDirectories(state.env(), uids.size())) {
            for (var it = uids.iterator(); it.hasNext(); ) {
                progress.at(done++, uids.size());
                long uid = it.nextLong();
                int row = rows.indexOf(uid);
                Flags before = rows.flags(row);
                Flags after = state.keywords().spelled(change.apply(before));
                if (rows.modSeq(row) > unlessChangedSince) {
                    modified.add(uid);
                } else if (!after.equals(before) && !set(uid, after, draft, open)) {
                    missing.add(uid);
                }
            }
        } finally {
            draft.commit();
        }
        return missing.build();
    }

    private boolean set(long uid, Flags after, Draft draft, OpenDirectories open) throws IOException {
        MessageFile from = state.file(uid);
        MessageFile to = from.withLetters(letters(after, from.letters()));
        if (!to.equals(from)) {
            try {
                open.rename(state.directory(from.place()), from.name(), state.directory(to.place()), to.name());
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        draft.flag(uid, to, after);
        changed.add(uid);
        return true;
    }

    private String letters(Flags after, String before) {
        if (!last.before().equals(before) || !last.flags().equals(after)) {
            last = new Letters(after, before, state.keywords().letters(after, before));
        }
        return last.after();
    }
}
