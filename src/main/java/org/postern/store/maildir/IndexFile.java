package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.MailboxName;

/**
 * The index {@value #FILE} of one mailbox: records with checksums, first those of a snapshot, then one an edit since; made
 * small again by replacing it. It is a cache of what the files say, and the only place of mod-sequences, of what was
 * expunged, and of keywords without a letter. Guarded by the mailbox's lock.
 *
 * <p>How it fails: a torn end is cut off; a file that is not whole before that, or not of this mailbox, is dropped and the
 * mailbox read from its files; one that cannot be written is removed and tried again later.
 */
final class IndexFile {
    static final String FILE = "postern.index";

    /** What loading found. */
    enum Found {
        /** All that was committed before. */
        WHOLE,
        /** What was committed until a moment: it was not closed, or the machine has started since. */
        PERHAPS_CUT,
        NOTHING
    }

    /** Edits let pass before a failed index is tried again. */
    private static final int PATIENCE = 64;

    private final Surroundings env;
    private final Path folder;
    private final Identity identity;
    private final OctetBuilder out = new OctetBuilder();
    private FileLayer.@Nullable OutFile file;
    private long size;
    private long compactSize;
    private int missed;
    private boolean whole;
    private String boot = "";
    private Optional<DirectoryTimes> mark = Optional.empty();

    IndexFile(Surroundings env, Path folder, Identity identity) {
        this.env = env;
        this.folder = folder;
        this.identity = identity;
    }

    private Path path() {
        return folder.resolve(FILE);
    }

    /** The directories' times the index was closed with, if they were certain. */
    Optional<DirectoryTimes> mark() {
        return mark;
    }

    /** Reads it; what cannot be believed is dropped. */
    Found load(FolderState state) throws IOException {
        Look look = look(state);
        if (look.trouble().isPresent()) {
            Log.indexDropped(folder, look.trouble().get());
            env.small().deleteTree(path());
        }
        whole = look.found() != Found.NOTHING;
        return look.found();
    }

    /**
     * What reading found.
     *
     * @param trouble why what is there cannot be believed; the state has then parts of it
     * @param torn octets behind the last whole record
     */
    record Look(Found found, Optional<String> trouble, long torn) {}

    /** Reads it and leaves it as it is. */
    Look look(FolderState state) throws IOException {
        try (FileChannel channel = env.files().openToRead(path())) {
            IndexReplay replay = IndexReplay.into(state, identity, channel);
            size = replay.size();
            compactSize = size;
            boot = replay.boot();
            mark = replay.mark();
            boolean all = replay.ended()
                    && replay.torn() == 0
                    && boot.equals(env.names().boot());
            return new Look(all ? Found.WHOLE : Found.PERHAPS_CUT, Optional.empty(), replay.torn());
        } catch (NoSuchFileException e) {
            return new Look(Found.NOTHING, Optional.empty(), 0);
        } catch (IllegalArgumentException e) {
            return new Look(Found.NOTHING, Optional.of(String.valueOf(e.getMessage())), 0);
        } catch (FileSystemException e) {
            if (isSoundPerhaps(e)) {
                throw e;
            }
            return new Look(Found.NOTHING, Optional.of(String.valueOf(e.getReason())), 0);
        }
    }

    /** A file that is there and may be opened, for which no descriptor is left for example, must not be made anew. */
    private boolean isSoundPerhaps(FileSystemException e) throws IOException {
        return !(e instanceof AccessDeniedException)
                && env.files().stat(path()).filter(FileLayer.Stat::isFile).isPresent();
    }

    /** The identity that an index is of, with every UID known to have been given; empty when it cannot be believed. */
    static Optional<Identity> identityIn(Surroundings env, Path folder, MailboxName name) throws IOException {
        Optional<Identity> head = head(env, folder);
        if (head.isEmpty()) {
            return head;
        }
        FolderState state = new FolderState(env, folder, name, head.get(), FolderListener.NONE);
        return state.index().look(state).found() == Found.NOTHING
                ? Optional.empty()
                : Optional.of(head.get()
                        .withReserved(state.nextUid() - 1)
                        .withModSeqFloor(state.snapshot().highestModSeq().value()));
    }

    private static Optional<Identity> head(Surroundings env, Path folder) throws IOException {
        try (FileChannel channel = env.files().openToRead(folder.resolve(FILE))) {
            ByteBuffer record = new IndexReader(channel).next();
            return record == null ? Optional.empty() : Optional.of(IndexRecords.readHead(record));
        } catch (FileSystemException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Records where what is kept of messages came to stand. */
    void append(CacheKind kind, List<IndexRecords.Place> places) {
        if (!whole || places.isEmpty()) {
            return;
        }
        out.clear();
        beginAfterBoot();
        IndexRecords.writePlaces(kind, places, out);
        flush();
    }

    /** Records an edit; {@code table} as before it. Survives a killed process when it returns, unless the disk fails. */
    void append(Edit edit, FileTable table) {
        if (!whole) {
            missed++;
            return;
        }
        out.clear();
        beginAfterBoot();
        for (Edit part : edit.split(IndexRecords.ROWS)) {
            IndexRecords.writeEdit(part, table, out);
        }
        flush();
    }

    private void beginAfterBoot() {
        if (!boot.equals(env.names().boot())) {
            boot = env.names().boot();
            IndexRecords.writeBoot(boot, out);
        }
    }

    private void flush() {
        try {
            FileLayer.OutFile to = file;
            if (to == null) {
                to = env.files().openToAppend(path(), size);
                file = to;
            }
            ByteBuffer octets = out.octets();
            int length = octets.remaining();
            to.write(octets);
            size += length;
        } catch (IOException e) {
            giveUp(e);
        } finally {
            out.clear();
        }
    }

    /** A record is missing now, so the file must not be believed. */
    private void giveUp(IOException cause) {
        Log.indexNotWritten(folder, cause);
        whole = false;
        missed = 1;
        close();
        env.small().deleteQuietly(path(), cause);
    }

    void compactIfLong(FolderState state) {
        boolean grown = whole
                && ((size > env.tuning().smallIndex() && size > 2 * compactSize)
                        || state.caches().isWasteful());
        boolean again = !whole && missed % PATIENCE == 0;
        if (grown || again) {
            rewrite(state);
        }
    }

    /** Writes the whole state anew and puts it in the old one's place. */
    void rewrite(FolderState state) {
        state.caches().compactIfWasteful();
        Path fresh = folder.resolve(FILE + ".tmp");
        close();
        try {
            env.small().deleteIfThere(fresh);
            try (FileLayer.OutFile to = env.files().create(fresh)) {
                boot = env.names().boot();
                size = new IndexRewrite(state, to).run(identity, boot);
                to.sync();
            }
            env.files().rename(fresh, path());
            whole = true;
            missed = 0;
            compactSize = size;
        } catch (IOException e) {
            env.small().deleteQuietly(fresh, e);
            giveUp(e);
        }
    }

    /** Notes that this is the end, and closes. */
    void end(IndexEnd end) {
        if (whole) {
            out.clear();
            beginAfterBoot();
            end.write(out);
            flush();
        }
        close();
    }

    private void close() {
        FileLayer.OutFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                Log.indexNotWritten(folder, e);
            }
        }
    }
}
