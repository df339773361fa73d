package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.Summaries;

/**
 * A cache of one mailbox: a head, then one record a message with what is kept of it, see {@link CacheKind}. Where a message's
 * record stands is its <em>place</em>, kept in the index and the {@link FileTable}. Nothing here is ever synced or trusted: a
 * record tells its UID and has a checksum, and what one that is not as its place says was of is taken from the message.
 *
 * <p>Guarded by the mailbox's lock; {@link CacheReader}s and {@link CacheBlocks} read without it, for what stands in the file
 * never changes.
 *
 * <p>How it fails: a file that cannot be opened or written is left alone until the mailbox is loaded again; what was to be kept is
 * then taken from the message each time it is asked for.
 */
final class CacheFile {
    private static final int VERSION = 1;

    /** Octets collected before they are written. */
    static final int BATCH = 1 << 18;

    private final CacheKind kind;
    private final Surroundings env;
    private final Path folder;
    private final Identity identity;
    private final OctetBuilder out = new OctetBuilder();
    private FileLayer.@Nullable OutFile file;
    /** Where the next record is written; 0 before the file was looked at. */
    private long size;

    private boolean givenUp;
    private int generation;
    /** Of this generation. */
    private @Nullable CacheBlocks blocks;

    CacheFile(CacheKind kind, Surroundings env, Path folder, Identity identity) {
        this.kind = kind;
        this.env = env;
        this.folder = folder;
        this.identity = identity;
    }

    private Path path() {
        return folder.resolve(kind.file());
    }

    /** Differs when places are in another file than before. */
    int generation() {
        return generation;
    }

    private void beginGeneration() {
        generation++;
        blocks = null;
    }

    /**
     * Keeps something of a message, or nothing of it when that is too long. It can be read after {@link #flush}.
     *
     * @return its place, or 0 when it cannot be kept
     */
    long add(long uid, ByteBuffer kept) {
        if (!kind.isWanted(env.settings()) || !isReady()) {
            return 0;
        }
        ByteBuffer fits = kept.remaining() > Summaries.LONGEST ? ByteBuffer.allocate(0) : kept;
        long place = CacheRecord.write(kind, uid, fits, size, out);
        if (out.size() >= BATCH) {
            flush();
        }
        return place;
    }

    private boolean isReady() {
        if (size == 0 && out.size() == 0 && !givenUp) {
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
        beginGeneration();
        out.octets(head());
    }

    /** What a file of ours begins with. */
    private ByteBuffer head() {
        return new OctetBuilder()
                .begin(kind.head())
                .number(VERSION)
                .number(kind.version(env.settings()))
                .number(identity.uidValidity())
                .text(identity.id())
                .end()
                .octets();
    }

    /** 0 when there is no file of ours; fails when that cannot be told, for what is ours is not to be removed. */
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
        return CacheReader.open(kind, env.files(), path(), head());
    }

    /** For reading in any order without the lock. */
    CacheBlocks blocks() {
        CacheBlocks known = blocks;
        if (known == null) {
            known = new CacheBlocks(kind, env, path(), head());
            blocks = known;
        }
        return known;
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

    /** Whether nothing more is kept until the mailbox is loaded again. */
    boolean hasGivenUp() {
        return givenUp;
    }

    private void giveUp(IOException cause) {
        Log.cacheNotWritten(folder, cause);
        givenUp = true;
        out.clear();
        close();
    }

    /** Looks how long it is, if that is not known yet and any message is kept. */
    void look(FileTable table) {
        if (size == 0 && out.size() == 0 && !givenUp && kind.places(table).isUsed()) {
            try {
                size = sizeIfOurs();
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }

    /** Whether more than half of it is of messages that are gone, as far as it was looked at yet. */
    boolean isWasteful(FileTable table) {
        long used = kind.places(table).octets();
        return !givenUp && size - used > env.tuning().smallCache() && size > 2 * used;
    }

    /**
     * Copies what is still needed into a new file and notes the places there in {@code table}; the index is to be rewritten
     * after it. What cannot be copied is lost; when the file cannot be made, the old one and its places stay.
     */
    void compact(FileTable table) {
        flush();
        Path fresh = folder.resolve(kind.file() + ".tmp");
        close();
        try (CacheReader from = open().orElseThrow(() -> new IOException("no cache of this mailbox"))) {
            env.small().deleteIfThere(fresh);
            long[] places;
            try (FileLayer.OutFile to = env.files().create(fresh)) {
                CacheRewrite copies = new CacheRewrite(kind, from, to);
                places = copies.run(head(), table);
                size = copies.size();
            }
            env.files().rename(fresh, path());
            beginGeneration();
            for (int slot = 0; slot < places.length; slot++) {
                kind.places(table).set(slot, places[slot]);
            }
        } catch (IOException e) {
            env.small().deleteQuietly(fresh, e);
            giveUp(e);
        }
    }

    /** Begins anew; what was kept is lost. The index is to be rewritten after it. */
    void reset(FileTable table) throws IOException {
        PlaceColumn places = kind.places(table);
        for (int slot = 0; slot < table.slots(); slot++) {
            places.lose(slot);
        }
        removeFile();
    }

    /** Begins anew if the file is not there any more, or not ours. The index is then to be rewritten. */
    boolean resetIfGone(FileTable table) {
        if (size == 0 || givenUp) {
            return false;
        }
        try {
            boolean gone = sizeIfOurs() == 0;
            if (gone) {
                reset(table);
            }
            return gone;
        } catch (IOException e) {
            giveUp(e);
            return false;
        }
    }

    /** Forgets everything; the index is to be rewritten after it. */
    void remove(FileTable table) throws IOException {
        PlaceColumn places = kind.places(table);
        for (int slot = 0; slot < table.slots(); slot++) {
            places.set(slot, 0);
        }
        removeFile();
    }

    private void removeFile() throws IOException {
        close();
        out.clear();
        env.small().deleteTree(path());
        size = 0;
        givenUp = false;
        beginGeneration();
    }

    /** Removes the file when no message has anything in it. */
    void dropIfUnused(FileTable table) {
        if (size > 0 && !givenUp && kind.places(table).octets() == 0) {
            try {
                removeFile();
            } catch (IOException e) {
                giveUp(e);
            }
        }
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
