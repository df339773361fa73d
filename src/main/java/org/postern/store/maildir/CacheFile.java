package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.Summaries;
import org.postern.store.Summarizer;

/**
 * The cache {@value #FILE} of one mailbox: a head, then one record a message with what the {@link Summarizer} made of it.
 * Where a message's record stands is its <em>place</em>, kept in the index and the {@link FileTable}. Nothing here is ever
 * synced or trusted: a record tells its UID and has a checksum, and one that is not as its place says is made anew.
 *
 * <p>Guarded by the mailbox's lock; {@link CacheReader}s read without it, for what stands in the file never changes.
 *
 * <p>How it fails: a file that cannot be written is left alone until the mailbox is loaded again; what was to be kept is
 * then made each time it is asked for.
 */
final class CacheFile {
    static final String FILE = "postern.cache";
    /** Longest record, and with it the longest summary and its frame. */
    static final int LONGEST_RECORD = (1 << 17) - 1;

    static final int HEAD = 1;
    static final int SUMMARY = 2;

    private static final int VERSION = 1;
    private static final int LENGTH_BITS = 17;
    /** Octets collected before they are written. */
    private static final int BATCH = 1 << 18;

    private final Surroundings env;
    private final Path folder;
    private final Identity identity;
    private final OctetBuilder out = new OctetBuilder();
    private FileLayer.@Nullable OutFile file;
    /** Where the next record is written; 0 before the file was looked at. */
    private long size;

    private boolean givenUp;
    private int generation;

    CacheFile(Surroundings env, Path folder, Identity identity) {
        this.env = env;
        this.folder = folder;
        this.identity = identity;
    }

    private Path path() {
        return folder.resolve(FILE);
    }

    /** Differs when places are in another file than before. */
    int generation() {
        return generation;
    }

    static long offset(long place) {
        return place >>> LENGTH_BITS;
    }

    static int length(long place) {
        return (int) (place & LONGEST_RECORD);
    }

    /**
     * Keeps a summary, an empty one for a message that has none. It can be read after {@link #flush}.
     *
     * @return its place, or 0 when it cannot be kept
     */
    long add(long uid, ByteBuffer summary) {
        if (env.settings().summarizer() == Summarizer.NONE || !isReady()) {
            return 0;
        }
        int at = out.size();
        out.begin(SUMMARY)
                .number(uid)
                .octets(summary.remaining() > Summaries.LONGEST ? ByteBuffer.allocate(0) : summary)
                .end();
        long place = (size + at) << LENGTH_BITS | (out.size() - at);
        if (out.size() >= BATCH) {
            flush();
        }
        return place;
    }

    private boolean isReady() {
        if (size == 0 && !givenUp) {
            try {
                openOrBegin();
            } catch (IOException e) {
                giveUp(e);
            }
        }
        return !givenUp;
    }

    /** Goes on with the file that is there, if it is of this mailbox and this summarizer. */
    private void openOrBegin() throws IOException {
        long there = sizeIfOurs();
        if (there > 0) {
            size = there;
            return;
        }
        env.small().deleteTree(path());
        generation++;
        head(out);
    }

    private void head(OctetBuilder to) {
        to.begin(HEAD)
                .number(VERSION)
                .number(env.settings().summarizer().version())
                .number(identity.uidValidity())
                .text(identity.id())
                .end();
    }

    private long sizeIfOurs() throws IOException {
        Optional<CacheReader> reader = open();
        if (reader.isEmpty()) {
            return 0;
        }
        try (CacheReader open = reader.get()) {
            return open.size();
        }
    }

    /** For reading without the lock; empty when there is no file of ours. */
    Optional<CacheReader> open() throws IOException {
        OctetBuilder head = new OctetBuilder();
        head(head);
        return CacheReader.open(env.files(), path(), head.octets());
    }

    /** Writes what was collected. */
    void flush() {
        if (out.size() == 0 || givenUp) {
            return;
        }
        try {
            FileLayer.OutFile to = file;
            if (to == null) {
                to = size == 0 ? env.files().create(path()) : env.files().openToAppend(path(), size);
                file = to;
            }
            ByteBuffer octets = out.octets();
            int length = octets.remaining();
            to.write(octets);
            size += length;
            out.clear();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException cause) {
        Log.cacheNotWritten(folder, cause);
        givenUp = true;
        out.clear();
        close();
    }

    /** Whether more than half of it is of messages that are gone. */
    boolean isWasteful(FileTable table) {
        long used = table.placedOctets();
        return !givenUp && size - used > env.tuning().smallCache() && size > 2 * used;
    }

    /**
     * Copies what is still needed into a new file and notes the places there in {@code table}; the index is to be rewritten
     * after it. What cannot be copied is made anew later; when the file cannot be made, the old one and its places stay.
     */
    void compact(FileTable table) {
        flush();
        Path fresh = folder.resolve(FILE + ".tmp");
        long[] places = new long[table.slots()];
        close();
        try (CacheReader from = open().orElseThrow(() -> new IOException("no cache of this mailbox"))) {
            env.small().deleteIfThere(fresh);
            try (FileLayer.OutFile to = env.files().create(fresh)) {
                size = 0;
                head(out);
                for (int slot = 0; slot < places.length; slot++) {
                    places[slot] = copy(from, table.uidAt(slot), table.placeAt(slot));
                    if (out.size() >= BATCH) {
                        write(to);
                    }
                }
                write(to);
            }
            env.files().rename(fresh, path());
            generation++;
            for (int slot = 0; slot < places.length; slot++) {
                table.setPlaceAt(slot, places[slot]);
            }
        } catch (IOException e) {
            env.small().deleteQuietly(fresh, e);
            giveUp(e);
        }
    }

    /** Forgets everything; the index is to be rewritten after it. */
    void reset(FileTable table) throws IOException {
        close();
        out.clear();
        for (int slot = 0; slot < table.slots(); slot++) {
            table.setPlaceAt(slot, 0);
        }
        env.small().deleteTree(path());
        size = 0;
        givenUp = false;
        generation++;
    }

    private long copy(CacheReader from, long uid, long place) throws IOException {
        Optional<ByteBuffer> summary = place == 0 ? Optional.empty() : from.read(uid, place);
        if (summary.isEmpty()) {
            return 0;
        }
        int at = out.size();
        out.begin(SUMMARY).number(uid).octets(summary.get()).end();
        return (size + at) << LENGTH_BITS | (out.size() - at);
    }

    private void write(FileLayer.OutFile to) throws IOException {
        ByteBuffer octets = out.octets();
        size += octets.remaining();
        to.write(octets);
        out.clear();
    }

    /** Writes what was collected and closes. */
    void end() {
        flush();
        close();
    }

    private void close() {
        FileLayer.OutFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                Log.cacheNotWritten(folder, e);
            }
        }
    }
}
