package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.MessageBody;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.Summarizer;
import org.postern.store.Summarizer.Occasion;

/**
 * A received message as a file outside of every mailbox. It is synced when it is first wanted in a mailbox. The time of a
 * file is INTERNALDATE and all links share it, so each further INTERNALDATE costs a copy.
 */
final class SpooledFile implements SpooledMessage {
    private static final byte[] NO_SUMMARY = new byte[0];
    private static final int COPY_BUFFER = 1 << 16;

    private final Surroundings env;
    private final Path path;
    private final long size;
    private final boolean needsNoStuffing;
    private Optional<FileLayer.OutFile> out;
    private Optional<ByteBuffer> held;
    private boolean aside;
    private byte @Nullable [] summary;
    private final Map<Instant, Path> dated = new HashMap<>();
    private boolean left;
    private boolean closed;

    /**
     * What was received.
     *
     * @param held its octets, where they are in memory too
     */
    record Received(long size, Optional<ByteBuffer> held, boolean needsNoStuffing) {}

    SpooledFile(Surroundings env, Path path, FileLayer.OutFile out, Received what) {
        this.env = env;
        this.path = path;
        this.out = Optional.of(out);
        this.size = what.size();
        this.held = what.held();
        this.needsNoStuffing = what.needsNoStuffing();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized void setAside() throws StoreException {
        try {
            if (out.isPresent()) {
                out.get().close();
            }
        } catch (IOException e) {
            throw Failures.of("spool", e);
        }
        out = Optional.empty();
        held = Optional.empty();
        aside = true;
    }

    @Override
    public synchronized MessageBody body() throws StoreException {
        try {
            return held.isPresent() ? new HeldBody(held.get()) : FileBody.open(env.files(), path);
        } catch (IOException e) {
            throw Failures.of("spool", e);
        }
    }

    /** For the caches of each mailbox it goes to. */
    synchronized Draft.Kept kept() throws IOException, StoreException {
        return new Draft.Kept(summary(), content());
    }

    private Optional<Draft.Content> content() {
        Optional<ByteBuffer> kept = new SmallMessages(env.settings()).arriving(size, held, needsNoStuffing);
        return kept.map(octets -> () -> Optional.of(octets.duplicate()));
    }

    /** Made once. An empty one where the summarizer makes none. */
    private Optional<byte[]> summary() throws IOException, StoreException {
        if (aside || env.settings().summarizer() == Summarizer.NONE) {
            return Optional.empty();
        }
        byte[] known = summary;
        if (known == null) {
            known = summarize();
            summary = known;
        }
        return Optional.of(known);
    }

    private byte[] summarize() throws IOException, StoreException {
        try (MessageBody body = body()) {
            return env.settings().summarizer().summarize(body, Occasion.ARRIVAL).orElse(NO_SUMMARY);
        }
    }

    /** A file to link from: these octets, on the disk, with this time in whole seconds. */
    synchronized Path dated(Instant received) throws IOException {
        if (closed) {
            throw new IllegalStateException("spooled message is closed");
        }
        Instant second = received.truncatedTo(ChronoUnit.SECONDS);
        Path known = dated.get(second);
        if (known != null) {
            return known;
        }
        Path file = dated.isEmpty() ? path : copy(second);
        if (dated.isEmpty()) {
            if (!isOf(second)) {
                env.files().setModified(path, second);
            }
            sync();
        }
        dated.put(second, file);
        return file;
    }

    /** Mail that has just come mostly is. */
    private boolean isOf(Instant second) throws IOException {
        Optional<FileLayer.Stat> stat = env.files().stat(path);
        return stat.isPresent()
                && stat.get().modified().truncatedTo(ChronoUnit.SECONDS).equals(second);
    }

    private void sync() throws IOException {
        if (out.isPresent()) {
            out.get().sync();
            return;
        }
        try (FileLayer.OutFile again = env.files().openToAppend(path, size)) {
            again.sync();
        }
    }

    /** The file of that time is a mailbox's now, by its last placing: nothing of it is here to be removed. */
    synchronized void left(Instant received) {
        Path file = dated.remove(received.truncatedTo(ChronoUnit.SECONDS));
        left |= path.equals(file);
    }

    private Path copy(Instant second) throws IOException {
        Path copy = env.scratch();
        try (FileLayer.OutFile to = env.files().create(copy);
                FileChannel from = env.files().openToRead(path)) {
            ByteBuffer buffer = ByteBuffer.allocate(COPY_BUFFER);
            while (from.read(buffer.clear()) >= 0) {
                to.write(buffer.flip());
            }
            env.files().setModified(copy, second);
            to.sync();
            return copy;
        } catch (IOException e) {
            env.small().deleteQuietly(copy, e);
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (left) {
                out.ifPresent(open -> release(path, open));
            } else {
                out.ifPresentOrElse(open -> discard(env, path, open), () -> discard(env, path));
            }
            dated.values().stream().filter(p -> !p.equals(path)).forEach(p -> discard(env, p));
        }
    }

    private static void discard(Surroundings env, Path path) {
        try {
            env.small().deleteIfThere(path);
        } catch (IOException e) {
            Log.leftBehind(path, e);
        }
    }

    private static void release(Path path, FileLayer.OutFile out) {
        try {
            out.close();
        } catch (IOException e) {
            Log.leftBehind(path, e);
        }
    }

    /** What cannot be removed now is removed at the next start. */
    static void discard(Surroundings env, Path path, FileLayer.OutFile out) {
        try {
            out.close();
            env.small().deleteIfThere(path);
        } catch (IOException e) {
            Log.leftBehind(path, e);
        }
    }
}
