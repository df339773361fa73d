package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;

/** Receives a message into a file that can later be linked into mailboxes. */
final class SpoolFile implements Spool {
    private final Surroundings env;
    private final Path path;
    private final FileLayer.OutFile out;
    private long size;
    private boolean ended;

    private SpoolFile(Surroundings env, Path path, FileLayer.OutFile out) {
        this.env = env;
        this.path = path;
        this.out = out;
    }

    static SpoolFile create(Surroundings env) throws StoreException {
        Path path = env.scratch();
        try {
            return new SpoolFile(env, path, env.files().create(path));
        } catch (IOException e) {
            throw Failures.of("spool", e);
        }
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        requireOpen();
        int more = octets.remaining();
        try {
            out.write(octets);
        } catch (IOException e) {
            throw Failures.of("spool", e);
        }
        size += more;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public SpooledMessage seal() throws StoreException {
        requireOpen();
        ended = true;
        return new SpooledFile(env, path, out, size);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            SpooledFile.discard(env, path, out);
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("spool is sealed or closed");
        }
    }
}
