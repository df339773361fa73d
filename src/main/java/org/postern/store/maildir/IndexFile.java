package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.Flags;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.UidSet;

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

    private static final int VERSION = 2;
    private static final int HEAD = 1;
    private static final int EDIT = 2;
    private static final int HISTORY = 3;
    private static final int BOOT = 5;
    private static final int SUMMARY_PLACES = 6;
    private static final int CONTENT_PLACES = 7;
    private static final int ROWS_IN_RECORD = 512;
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
    /** Whether the last record read says that it is the last. */
    private boolean ended;

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
            IndexReader in = new IndexReader(channel);
            replay(in, state);
            long torn = channel.size() - in.position();
            size = in.position();
            compactSize = size;
            boolean all = ended && torn == 0 && boot.equals(env.names().boot());
            return new Look(all ? Found.WHOLE : Found.PERHAPS_CUT, Optional.empty(), torn);
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
            if (record == null || record.get() != HEAD || EditCodec.number(record) != VERSION) {
                return Optional.empty();
            }
            long validity = EditCodec.number(record);
            return Optional.of(new Identity(EditCodec.text(record), validity, 0, 0));
        } catch (FileSystemException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void replay(IndexReader in, FolderState state) throws IOException {
        requireHead(in.next());
        MailboxSnapshot.Builder rows = state.snapshot().edit();
        long modSeq = 1;
        for (ByteBuffer record = in.next(); record != null; record = in.next()) {
            int kind = record.get();
            ended = kind == IndexEnd.KIND;
            switch (kind) {
                case EDIT -> {
                    Edit edit = EditCodec.read(record, state.table());
                    modSeq = Math.max(modSeq, edit.modSeq());
                    state.apply(edit, rows);
                }
                case HISTORY -> readHistory(record, state.history());
                case IndexEnd.KIND -> mark = IndexEnd.read(record).times();
                case BOOT -> boot = EditCodec.text(record);
                case SUMMARY_PLACES -> readPlaces(record, state.table(), CacheKind.SUMMARIES);
                case CONTENT_PLACES -> readPlaces(record, state.table(), CacheKind.CONTENTS);
                default -> throw new IllegalArgumentException("record of kind " + kind);
            }
        }
        state.loaded(rows.build(state.nextUid(), new ModSeq(modSeq)));
    }

    private void requireHead(@Nullable ByteBuffer record) {
        boolean ours = record != null
                && record.get() == HEAD
                && EditCodec.number(record) == VERSION
                && EditCodec.number(record) == identity.uidValidity()
                && EditCodec.text(record).equals(identity.id());
        if (!ours) {
            throw new IllegalArgumentException("not an index of this mailbox");
        }
    }

    private static void readHistory(ByteBuffer record, ExpungeHistory history) {
        history.forgetUpTo(EditCodec.number(record));
        for (int n = EditCodec.count(record); n > 0; n--) {
            history.add(EditCodec.number(record), EditCodec.ranges(record));
        }
    }

    /** Where what is kept of a message came to stand. */
    record Place(long uid, long place) {}

    private static void readPlaces(ByteBuffer record, FileTable table, CacheKind kind) {
        for (int n = EditCodec.count(record); n > 0; n--) {
            int slot = table.slot(EditCodec.number(record));
            long place = EditCodec.number(record);
            if (slot >= 0 && table.fileAt(slot) != null) {
                kind.places(table).set(slot, place);
            }
        }
    }

    void append(CacheKind kind, List<Place> places) {
        if (!whole || places.isEmpty()) {
            return;
        }
        out.clear();
        beginAfterBoot();
        putPlaces(kind, places);
        flush();
    }

    private void putPlaces(CacheKind kind, List<Place> places) {
        int record = switch (kind) {
            case SUMMARIES -> SUMMARY_PLACES;
            case CONTENTS -> CONTENT_PLACES;
        };
        out.begin(record).number(places.size());
        places.forEach(p -> out.number(p.uid()).number(p.place()));
        out.end();
    }

    /** Beside the rows, whose form is from before there were any. */
    private void putContentPlaces(List<Edit.Added> rows) {
        List<Place> places = new ArrayList<>();
        for (Edit.Added row : rows) {
            if (row.places().content() != 0) {
                places.add(new Place(row.uid(), row.places().content()));
            }
        }
        if (!places.isEmpty()) {
            putPlaces(CacheKind.CONTENTS, places);
        }
    }

    /** Records an edit; {@code table} as before it. Survives a killed process when it returns, unless the disk fails. */
    void append(Edit edit, FileTable table) {
        if (!whole) {
            missed++;
            return;
        }
        out.clear();
        beginAfterBoot();
        for (Edit part : edit.split(ROWS_IN_RECORD)) {
            out.begin(EDIT);
            EditCodec.write(part, table, out);
            out.end();
            putContentPlaces(part.added());
        }
        flush();
    }

    private void beginAfterBoot() {
        if (!boot.equals(env.names().boot())) {
            boot = env.names().boot();
            out.begin(BOOT).text(boot).end();
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
        boolean grown =
                whole && ((size > env.tuning().smallIndex() && size > 2 * compactSize) || state.hasWastefulCache());
        boolean again = !whole && missed % PATIENCE == 0;
        if (grown || again) {
            rewrite(state);
        }
    }

    /** Writes the whole state anew and puts it in the old one's place. */
    void rewrite(FolderState state) {
        for (CacheKind kind : CacheKind.values()) {
            if (state.cache(kind).isWasteful(state.table())) {
                state.cache(kind).compact(state.table());
            }
        }
        Path fresh = folder.resolve(FILE + ".tmp");
        close();
        try {
            env.small().deleteIfThere(fresh);
            try (FileLayer.OutFile to = env.files().create(fresh)) {
                size = 0;
                writeAll(state, to);
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

    private void writeAll(FolderState state, FileLayer.OutFile to) throws IOException {
        out.clear();
        out.begin(HEAD)
                .number(VERSION)
                .number(identity.uidValidity())
                .text(identity.id())
                .end();
        boot = env.names().boot();
        out.begin(BOOT).text(boot).end();
        MailboxSnapshot rows = state.snapshot();
        List<Edit.Added> some = new ArrayList<>(ROWS_IN_RECORD);
        for (int row = 0; row < rows.size(); row++) {
            some.add(row(state, rows, row));
            if (some.size() == ROWS_IN_RECORD) {
                writeRows(state, some, to);
            }
        }
        writeRows(state, some, to);
        writeHistory(state.history());
        put(to);
    }

    private static Edit.Added row(FolderState state, MailboxSnapshot rows, int row) {
        int slot = state.table().slot(rows.uid(row));
        MessageFile file = slot < 0 ? null : state.table().fileAt(slot);
        if (file == null) {
            throw new IllegalStateException("row without file: uid " + rows.uid(row));
        }
        Flags flags = rows.flags(row);
        return new Edit.Added(
                rows.uid(row),
                rows.modSeq(row),
                rows.octets(row),
                rows.received(row).toEpochMilli(),
                file,
                state.keywords().withoutLetter(flags),
                new Edit.Places(
                        state.table().summaries().at(slot),
                        state.table().contents().at(slot)));
    }

    private void writeRows(FolderState state, List<Edit.Added> some, FileLayer.OutFile to) throws IOException {
        MailboxSnapshot now = state.snapshot();
        Edit edit =
                new Edit(some, List.of(), UidSet.NONE, now.highestModSeq().value(), now.uidNext(), state.firstRecent());
        out.begin(EDIT);
        EditCodec.write(edit, state.table(), out);
        out.end();
        putContentPlaces(some);
        put(to);
        some.clear();
    }

    private void writeHistory(ExpungeHistory history) {
        List<ExpungeHistory.Event> events = new ArrayList<>();
        history.events().forEach(events::add);
        out.begin(HISTORY).number(history.floor()).number(events.size());
        for (ExpungeHistory.Event event : events) {
            out.number(event.modSeq());
            EditCodec.ranges(event.uids(), out);
        }
        out.end();
    }

    private void put(FileLayer.OutFile to) throws IOException {
        ByteBuffer octets = out.octets();
        size += octets.remaining();
        to.write(octets);
        out.clear();
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
