package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.postern.store.Flags;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;

/** Brings messages into a mailbox, all or none, by a link or by a rename. Runs under its lock. */
final class Placing {
    private final FolderState state;
    private final Occasion why;
    private ProgressListener progress = ProgressListener.NONE;

    Placing(FolderState state, Occasion why) {
        this.state = state;
        this.why = why;
    }

    Placing reporting(ProgressListener listener) {
        progress = listener;
        return this;
    }

    /**
     * The links are there when this returns, but not yet durable or known to anybody.
     *
     * @throws NoSuchFileException when a source is not where it was
     * @throws StoreException LIMIT, when keywords or UIDs are used up
     */
    Batch link(List<Batch.Source> sources) throws IOException, StoreException {
        List<Flags> flags =
                state.keywords().admit(sources.stream().map(Batch.Source::flags).toList());
        long uid = state.takeUids(sources.size());
        Batch batch = new Batch(why);
        try {
            for (int i = 0; i < sources.size(); i++) {
                progress.at(i, sources.size());
                link(uid + i, sources.get(i), flags.get(i), batch);
            }
        } catch (IOException e) {
            batch.takeBack(state);
            throw e;
        }
        batch.files().forEach(file -> state.linked().add(file.name()));
        return batch;
    }

    /** Without flags it goes to new/, where other programs look for what is new. */
    private void link(long uid, Batch.Source source, Flags flags, Batch batch) throws IOException {
        FilePlace place = flags.isEmpty() ? FilePlace.NEW : FilePlace.CUR;
        String original = source.what().original().map(ContentId::field).orElse("");
        MessageFileName base = MessageFileName.parse(state.env().names().next() + original);
        String plain = base.withUid(uid, source.stored(), source.wire(), FilePlace.NEW);
        MessageFile file = new MessageFile(FilePlace.NEW, plain);
        if (place == FilePlace.CUR) {
            file = file.withLetters(state.keywords().letters(flags, ""));
        }
        source.way().bring(state.env().files(), source.file(), state.path(file));
        batch.add(uid, file, source, flags);
    }
}
