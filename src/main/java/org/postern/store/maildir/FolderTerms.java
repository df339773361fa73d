package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;
import org.postern.store.terms.Stamp;
import org.postern.store.terms.TermReader;
import org.postern.store.terms.Trust;

/**
 * The index by terms of one mailbox, in its directory {@value #DIRECTORY}; made by the {@link TermBuilder} when a search has
 * found it wanting. Its name begins with no dot, so no Maildir++ server takes it for a folder. Thread-safe; takes the
 * mailbox's lock and is called without it, but for {@link #arrived}.
 */
final class FolderTerms {
    static final String DIRECTORY = "postern.search";

    private final Folder folder;
    private final Surroundings env;
    private final TermBuilder builder;
    private final Trust trust = new Trust();
    /** What cannot be read now; not tried again while the mailbox is loaded. */
    private volatile UidSet unreadable = UidSet.NONE;

    private volatile Instant notBefore = Instant.MIN;
    private volatile boolean damaged;
    /** Asked by the builder alone. */
    private boolean full;

    /** Arrivals since somebody last looked how far the index lags behind. */
    private long arrivals;

    FolderTerms(Folder folder, Surroundings env, TermBuilder builder) {
        this.folder = folder;
        this.env = env;
        this.builder = builder;
    }

    static Path path(Path folder) {
        return folder.resolve(DIRECTORY);
    }

    /** Removes the index of a mailbox that nobody uses; what cannot be removed is told and stays. */
    static void discard(Surroundings env, Path folder) {
        Path index = path(folder);
        try {
            if (env.files().stat(index).isPresent()) {
                Path trash = env.scratch(); // in one step, whoever may be writing there
                env.files().rename(index, trash);
                env.small().deleteTree(trash);
            }
        } catch (IOException e) {
            Log.leftBehind(index, e);
        }
    }

    Path path() {
        return path(folder.path());
    }

    Trust trust() {
        return trust;
    }

    /** A sound one was written. */
    void mended() {
        damaged = false;
    }

    Instant notBefore() {
        return notBefore;
    }

    /** Whether its account was found full before; from now on it was. */
    boolean wasFull() {
        boolean was = full;
        full = true;
        return was;
    }

    /** Nothing is tried until then. */
    void pauseUntil(Instant time) {
        notBefore = time;
    }

    void skip(UidSet uids) {
        unreadable = unreadable.plus(uids);
    }

    Stamp stamp() throws StoreException {
        return new Stamp(
                env.settings().terms().maker().version(),
                Long.toString(folder.info().uidValidity()));
    }

    TermFiles files() {
        return new TermFiles(env.files(), path());
    }

    /** Empty when there is none that can be used; it will be made. */
    Optional<TermReader> reader() throws StoreException {
        try {
            if (damaged || env.files().stat(path()).isEmpty()) {
                return Optional.empty();
            }
            return TermReader.open(files(), stamp(), trust);
        } catch (IOException e) {
            foundDamaged(e);
            return Optional.empty();
        }
    }

    /** What the system refuses for now is no damage. */
    private void foundDamaged(IOException cause) {
        boolean refused = cause instanceof FileSystemException && !(cause instanceof NoSuchFileException);
        if (!refused && !damaged && !folder.hasEnded()) {
            Log.termsDropped(path(), cause);
            damaged = true;
        }
    }

    /** What is in the mailbox and not in the index, as far as it can be. */
    UidSet missing(UidSet indexed) throws StoreException {
        return folder.snapshot().uids().minus(indexed).minus(unreadable);
    }

    /** For a search. Has what is missing made, if it is worth the while. */
    TermIndex open() throws StoreException {
        if (!env.settings().terms().isOn()) {
            return TermIndex.NONE;
        }
        Optional<TermReader> reader = reader();
        try {
            UidSet indexed = reader.isPresent() ? reader.get().uids() : UidSet.NONE;
            wantIfLagging(indexed);
            return reader.isPresent() ? new Open(reader.get(), indexed) : TermIndex.NONE;
        } catch (IOException e) {
            reader.ifPresent(TermReader::close);
            foundDamaged(e);
            return TermIndex.NONE;
        } catch (StoreException e) {
            reader.ifPresent(TermReader::close);
            throw e;
        }
    }

    private void wantIfLagging(UidSet indexed) throws StoreException {
        MailboxSnapshot now = folder.snapshot();
        UidSet missing = missing(indexed);
        long octets = 0;
        long messages = 0;
        for (var each = missing.iterator();
                each.hasNext() && !env.tuning().terms().isMuch(messages, octets); ) {
            int row = now.indexOf(each.nextLong());
            messages++;
            octets += row < 0 ? 0 : now.octets(row);
        }
        if (env.tuning().terms().isMuch(messages, octets)) {
            builder.want(folder);
        }
    }

    /** Called under the mailbox's lock. Whoever never searches needs no index, so only one that is there is kept up. */
    void arrived(long messages) {
        arrivals += messages;
        if (arrivals >= env.tuning().terms().lag() && env.settings().terms().isOn()) {
            arrivals = 0;
            try {
                if (env.files().stat(path()).isPresent()) {
                    builder.want(folder);
                }
            } catch (IOException e) {
                // the next search asks again
            }
        }
    }

    /** What a search asks. */
    private final class Open implements TermIndex {
        private final TermReader reader;
        private final UidSet unknown;
        private boolean failed;

        Open(TermReader reader, UidSet indexed) {
            this.reader = reader;
            this.unknown = UidSet.ALL.minus(indexed);
        }

        @Override
        public UidSet having(long[] terms) {
            if (terms.length == 0 || failed) {
                return UidSet.ALL;
            }
            try {
                return reader.having(terms).plus(unknown);
            } catch (IOException e) {
                failed = true;
                foundDamaged(e);
                return UidSet.ALL;
            }
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
