package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.store.Flags;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Messages linked into a mailbox under UIDs of their own, not yet durable and seen by nobody. */
final class Batch {
    /** How a file comes into a mailbox. */
    enum Way {
        /** A link more: it stays where it was too. */
        LINK {
            @Override
            void bring(FileLayer files, Path from, Path to) throws IOException {
                files.link(from, to);
            }

            @Override
            void takeBack(FileLayer files, Path from, Path to) throws IOException {
                files.delete(to);
            }
        },
        /** Another name: it is always in one place. A rename would replace what has that name, which a link refuses. */
        MOVE {
            @Override
            void bring(FileLayer files, Path from, Path to) throws IOException {
                if (files.isThere(to)) {
                    throw new FileAlreadyExistsException(to.toString());
                }
                files.rename(from, to);
            }

            @Override
            void takeBack(FileLayer files, Path from, Path to) throws IOException {
                files.rename(to, from);
            }
        };

        abstract void bring(FileLayer files, Path from, Path to) throws IOException;

        abstract void takeBack(FileLayer files, Path from, Path to) throws IOException;
    }

    /** Where a message is to come from and how, and what it is. */
    record Source(Path file, Way way, long stored, Flags flags, Draft.Incoming what) {
        long wire() {
            return what.octets();
        }
    }

    private record Row(long uid, MessageFile file, Source source, Flags flags) {}

    private final Occasion why;
    private final List<Row> rows = new ArrayList<>();
    private final Set<FilePlace> places = EnumSet.noneOf(FilePlace.class);
    private Optional<StoreException> failure = Optional.empty();
    private boolean done;

    /** @param why its messages come */
    Batch(Occasion why) {
        this.why = why;
    }

    Occasion why() {
        return why;
    }

    void add(long uid, MessageFile file, Source source, Flags flags) {
        rows.add(new Row(uid, file, source, flags));
        places.add(file.place());
    }

    UidSet uids() {
        UidSet.Builder uids = new UidSet.Builder();
        rows.forEach(row -> uids.add(row.uid()));
        return uids.build();
    }

    Set<FilePlace> places() {
        return places;
    }

    List<MessageFile> files() {
        return rows.stream().map(Row::file).toList();
    }

    /** What cannot be taken back comes to light as a message at the next look, which is better than the reverse. */
    void takeBack(FolderState state) {
        for (Row row : rows) {
            Path file = state.path(row.file());
            try {
                row.source().way().takeBack(state.env().files(), row.source().file(), file);
            } catch (NoSuchFileException e) {
                // as wanted
            } catch (IOException e) {
                Log.leftBehind(file, e);
            }
        }
    }

    void addTo(Draft draft) {
        rows.forEach(row ->
                draft.add(row.uid(), row.file(), row.flags(), row.source().what()));
    }

    /** Guarded by the queue it waits in. */
    void end(Optional<StoreException> why) {
        failure = why;
        done = true;
    }

    boolean isDone() {
        return done;
    }

    Optional<StoreException> failure() {
        return failure;
    }
}
