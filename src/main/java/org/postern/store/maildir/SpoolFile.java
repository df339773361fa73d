package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;

/**
 * Receives a message into a file that can later be linked into mailboxes. What is not long is written at once, at the end,
 * and stays at hand for who looks into it.
 */
final class SpoolFile implements Spool {
    /** Octets kept in memory, at most, until the message is placed. */
    static final int HELD = 1 << 16;

    private final Surroundings env;
    private final Path path;
    private byte[] held = new byte[4096];
    private int heldSize;
    private FileLayer.@Nullable OutFile out;
    private final StuffingWatch watch = new StuffingWatch();
    private long size;
    private boolean ended;

    private SpoolFile(Surroundings env, Path path) {
        this.env = env;
        this.path = path;
    }

    static SpoolFile create(Surroundings env) {
        return new SpoolFile(env, env.scratch());
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        requireOpen();
        int more = octets.remaining();
        try {
            FileLayer.OutFile to = out;
            if (to == null && size + more <= HELD) {
                hold(octets);
            } else {
                FileLayer.OutFile begun = to == null ? begin() : to;
                watch.see(octets);
                begun.write(octets);
            }
        } catch (IOException e) {
            throw Failures.of("spool", e);
        }
        size += more;
    }

    private void hold(ByteBuffer octets) {
        int more = octets.remaining();
        if (heldSize + more > held.length) {
            held = Arrays.copyOf(held, Math.min(HELD, Math.max(held.length * 2, heldSize + more)));
        }
        octets.get(held, heldSize, more);
        heldSize += more;
    }

    private FileLayer.OutFile begin() throws IOException {
        FileLayer.OutFile to = env.files().create(path);
        out = to;
        ByteBuffer octets = ByteBuffer.wrap(held, 0, heldSize);
        watch.see(octets);
        to.write(octets);
        return to;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public SpooledMessage seal() throws StoreException {
        requireOpen();
        FileLayer.OutFile begun = out;
        try {
            FileLayer.OutFile file = begun == null ? begin() : begun;
            Optional<ByteBuffer> inMemory =
                    begun == null ? Optional.of(ByteBuffer.wrap(held, 0, heldSize)) : Optional.empty();
            ended = true;
            return new SpooledFile(env, path, file, new SpooledFile.Received(size, inMemory, watch.needsNoStuffing()));
        } catch (IOException e) {
            throw Failures.of("spool", e);
        }
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            FileLayer.OutFile to = out;
            if (to != null) {
                SpooledFile.discard(env, path, to);
            }
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("spool is sealed or closed");
        }
    }
}
