package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/**
 * Takes held messages back into a mailbox, each by one rename: so it is either held or there, whenever the process dies.
 * Runs under the mailbox's lock.
 */
final class HeldReturn {
    private static final int ATTEMPTS = 5;

    private final FolderState state;
    private final Occasion why;

    HeldReturn(FolderState state, Occasion why) {
        this.state = state;
        this.why = why;
    }

    /** Those still held, in the order given. */
    Batch run(List<HeldFile> held) throws IOException, StoreException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Batch.Source> there = sources(held);
            try {
                return there.isEmpty() ? new Batch(why) : new Placing(state, why).link(there);
            } catch (NoSuchFileException e) {
                // purged, or taken back by somebody else meanwhile: with what is left
            }
        }
        throw new StoreException(Problem.UNAVAILABLE, "held messages go while they are taken back");
    }

    private List<Batch.Source> sources(List<HeldFile> held) throws IOException {
        List<Batch.Source> sources = new ArrayList<>();
        for (HeldFile file : held) {
            Optional<HeldFile.Facts> facts = file.facts(state.env().files());
            if (facts.isPresent()) {
                HeldFile.Facts f = facts.get();
                Draft.Incoming what = new Draft.Incoming(f.wire(), f.received(), Draft.Kept.NOTHING, file.contentId());
                sources.add(new Batch.Source(file.path(), Batch.Way.MOVE, f.stored(), file.unmarked(), what));
            }
        }
        return sources;
    }
}
