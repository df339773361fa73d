package org.postern.store.maildir;

import java.io.IOException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.TermMaker;
import org.postern.store.UidSet;
import org.postern.store.terms.TermReader;
import org.postern.store.terms.TermWriter;

/** Some messages more in the index of one mailbox, all of them or none. Run by one thread; stopped by any. */
final class TermBatch {
    enum End {
        MORE,
        ALL
    }

    private final Folder folder;
    private final FolderBodies bodies;
    private final FolderTerms terms;
    private final Surroundings env;
    private final TermRoom room;
    private volatile boolean stopped;
    private volatile @Nullable TermWriter writer;

    TermBatch(Folder folder, Surroundings env, TermRoom room) {
        this.folder = folder;
        this.bodies = new FolderBodies(folder);
        this.terms = folder.terms();
        this.env = env;
        this.room = room;
    }

    /** A mailbox that is gone, or no longer shared under this name, is done. */
    End run() throws IOException {
        try {
            Folder held = folder.root().acquire(folder.name());
            try {
                return held == folder ? go() : End.ALL;
            } finally {
                folder.root().release(held);
            }
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE) {
                return End.ALL;
            }
            throw new IOException(e.getMessage(), e);
        }
    }

    private End go() throws IOException, StoreException {
        UidSet indexed = indexed();
        UidSet stale = indexed.minus(folder.snapshot().uids());
        boolean muchIsStale = stale.size() > env.tuning().terms().lag() && stale.size() > indexed.size() / 4;
        UidSet missing = terms.missing(indexed);
        if ((missing.isEmpty() && !muchIsStale) || !room.isFor(folder)) {
            return End.ALL;
        }
        env.files().makeDirectory(terms.path());
        long before = room.octets(folder.path());
        UidSet tried = write(muchIsStale ? stale : UidSet.NONE, missing);
        room.changed(folder, room.octets(folder.path()) - before);
        // What is new is read against its checksums here, rather than by who waits.
        terms.reader().ifPresent(TermReader::close);
        return missing.minus(tried).isEmpty() || stopped ? End.ALL : End.MORE;
    }

    /** What is in the index; one that is of no use makes way. */
    private UidSet indexed() throws IOException, StoreException {
        Optional<TermReader> reader = terms.reader();
        if (reader.isPresent()) {
            try (TermReader open = reader.get()) {
                return open.uids();
            }
        }
        if (env.files().stat(terms.path()).isPresent()) {
            FolderTerms.discard(env, folder.path());
        }
        terms.mended();
        return UidSet.NONE;
    }

    /** Returns which were tried. */
    private UidSet write(UidSet stale, UidSet missing) throws IOException, StoreException {
        UidSet.Builder tried = new UidSet.Builder();
        Tuning.Indexing pace = env.tuning().terms();
        try (TermWriter out = new TermWriter(terms.files(), terms.stamp(), pace.memory())) {
            writer = out;
            if (!stale.isEmpty()) {
                out.remove(stale);
            }
            long octets = 0;
            int messages = 0;
            PrimitiveIterator.OfLong uids = missing.iterator();
            while (uids.hasNext() && !stopped && messages < pace.batch() && octets < pace.batchOctets()) {
                long uid = uids.nextLong();
                octets += add(uid, out);
                messages++;
                tried.add(uid);
            }
            if (!stopped) {
                out.commit();
            }
        } finally {
            writer = null;
        }
        return tried.build();
    }

    /** Returns its size in octets. */
    private long add(long uid, TermWriter out) throws IOException, StoreException {
        Optional<long[]> made;
        long octets;
        try (MessageBody body = bodies.open(uid)) {
            octets = body.size();
            made = made(body);
        } catch (IOException e) {
            terms.skip(UidSet.of(uid));
            return 0;
        } catch (StoreException e) {
            if (e.problem() == Problem.MAILBOX_GONE || stopped) {
                throw e;
            }
            terms.skip(UidSet.of(uid)); // it is gone, or cannot be found now
            return 0;
        }
        out.add(uid, made);
        return octets;
    }

    /** One that its maker stumbles over may have any terms; a search will meet it. */
    private Optional<long[]> made(MessageBody body) throws IOException {
        TermMaker maker = env.settings().terms().maker();
        try {
            return maker.terms(body);
        } catch (RuntimeException e) {
            Log.termsNotMade(folder.path(), e);
            return Optional.empty();
        }
    }

    /** Ends soon, with nothing written. */
    void stop() {
        stopped = true;
        TermWriter now = writer;
        if (now != null) {
            try {
                now.close();
            } catch (IOException e) {
                // what was not committed is forgotten all the same
            }
        }
    }
}
