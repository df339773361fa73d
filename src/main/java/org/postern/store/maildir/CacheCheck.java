package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.postern.store.MessageBody;
import org.postern.store.Summarizer.Occasion;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.SeenFiles.Seen;

/** Compares what the index says stands in a cache with what stands there; and that with the messages, if wanted. */
final class CacheCheck {
    private static final int PIECE = 1 << 16;

    private final CacheKind kind;
    private final Told told;
    private final Surroundings env;
    private final Path folder;
    private final Findings found;

    /** How what is found in one kind of cache is told. */
    private record Told(Kind missing, Kind broken, Kind place, Kind entry, String what, String without) {
        static Told of(CacheKind kind) {
            return switch (kind) {
                case SUMMARIES ->
                    new Told(
                            Kind.CACHE_MISSING,
                            Kind.CACHE_BROKEN,
                            Kind.CACHE_PLACE,
                            Kind.CACHE_ENTRY,
                            "its summary",
                            "listings are slow until it is made again");
                case CONTENTS ->
                    new Told(
                            Kind.SMALL_MISSING,
                            Kind.SMALL_BROKEN,
                            Kind.SMALL_PLACE,
                            Kind.SMALL_ENTRY,
                            "what is kept of it whole",
                            "each small message is read from its file");
            };
        }
    }

    CacheCheck(CacheKind kind, Surroundings env, Path folder, Findings found) {
        this.kind = kind;
        this.told = Told.of(kind);
        this.env = env;
        this.folder = folder;
        this.found = found;
    }

    void run(FolderState rows, SeenFiles byUid, CheckDepth depth) {
        if (!kind.isWanted(env.settings())) {
            return;
        }
        try {
            Optional<CacheReader> open = rows.caches().of(kind).open();
            if (open.isEmpty()) {
                absent(rows.table());
                return;
            }
            try (CacheReader reader = open.get()) {
                entries(rows.table(), reader, byUid, depth);
            }
        } catch (IOException e) {
            found.add(told.broken(), kind.file() + " cannot be read: " + e.getMessage());
        }
    }

    private void absent(FileTable table) throws IOException {
        if (env.files().stat(folder.resolve(kind.file())).isPresent()) {
            found.add(told.broken(), kind.file() + " is not of this mailbox, or of another version");
        } else if (kind.places(table).octets() > 0) {
            found.add(told.missing(), "has no " + kind.file() + "; " + told.without());
        }
    }

    private void entries(FileTable table, CacheReader reader, SeenFiles byUid, CheckDepth depth) throws IOException {
        for (int slot = 0; slot < table.slots(); slot++) {
            long uid = table.uidAt(slot);
            long place = kind.places(table).at(slot);
            if (place != 0 && place != CachePlace.LOST) {
                Optional<ByteBuffer> kept = reader.read(uid, place);
                if (kept.isEmpty()) {
                    found.add(told.place(), uid, told.what() + " does not stand where the index says");
                } else if (depth == CheckDepth.CONTENTS
                        && !byUid.get(uid).map(seen -> isOf(seen, kept.get())).orElse(true)) {
                    found.add(told.entry(), uid, told.what() + " is not what the message says");
                }
            }
        }
    }

    private boolean isOf(Seen seen, ByteBuffer kept) {
        try (MessageBody body = StoredBody.open(env.files(), seen.file().in(folder))) {
            return switch (kind) {
                case SUMMARIES -> isSummary(body, kept);
                case CONTENTS -> isContent(body, kept);
            };
        } catch (NoSuchFileException e) {
            return true; // renamed or gone since
        } catch (IOException e) {
            return true; // reading it is told elsewhere
        }
    }

    /** Where much of a message would have to be read, what was made when it arrived tells more. */
    private boolean isSummary(MessageBody body, ByteBuffer kept) throws IOException {
        for (Occasion occasion : Occasion.values()) {
            byte[] anew = env.settings().summarizer().summarize(body, occasion).orElse(new byte[0]);
            if (ByteBuffer.wrap(anew).equals(kept)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isContent(MessageBody body, ByteBuffer kept) throws IOException {
        if (!kept.hasRemaining()) {
            return isUnstuffed(body);
        }
        ByteBuffer all = ByteBuffer.allocate(kept.remaining() + 1);
        while (all.hasRemaining() && body.read(all.position(), all) > 0) {}
        return all.flip().equals(kept);
    }

    private static boolean isUnstuffed(MessageBody body) throws IOException {
        StuffingWatch watch = new StuffingWatch();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; body.read(at, piece.clear()) > 0; at += piece.limit()) {
            watch.see(piece.flip());
        }
        return watch.needsNoStuffing();
    }
}
