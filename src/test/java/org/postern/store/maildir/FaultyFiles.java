package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The real files, but at a chosen change something goes wrong. Nothing is synced: tests kill no machine. */
final class FaultyFiles implements FileLayer {
    enum Fault {
        /** That change fails, those after it succeed. */
        ERROR,
        /** From that change on nothing can be written or made; names can still be removed. */
        FULL,
        /** That change happens by half and nothing after it, as if the process had been killed. */
        STOP
    }

    private final FileLayer real = new DiskFiles();
    private final Fault fault;
    private final int at;
    private int changes;
    private boolean mended;
    private int lists;
    private Optional<Space> space = Optional.empty();
    private Optional<Path> forbidden = Optional.empty();
    private Optional<Path> exhaustedAt = Optional.empty();
    private Opened opened = path -> {};

    /** What happens once a file is open, to which the file does not matter any more. */
    interface Opened {
        void at(Path file) throws IOException;
    }

    /** @param at the number of the change, from 1 */
    FaultyFiles(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    /** Files in which nothing goes wrong: fast, for tests that lose no power. */
    static FaultyFiles sound() {
        return new FaultyFiles(Fault.STOP, Integer.MAX_VALUE);
    }

    synchronized int changes() {
        return changes;
    }

    /** How many directories were read. */
    synchronized int lists() {
        return lists;
    }

    /** What the disk is said to have from now on. */
    synchronized void setSpace(Space told) {
        space = Optional.of(told);
    }

    /** Permissions keep this file or directory from being opened: they do not keep root, who may run a test. */
    synchronized void forbid(Path file) {
        forbidden = Optional.of(file);
    }

    /** No descriptor is left when this file is to be opened. */
    synchronized void exhaustAt(Path file) {
        exhaustedAt = Optional.of(file);
    }

    /** From now on. */
    synchronized void whenOpened(Opened then) {
        opened = then;
    }

    private synchronized Opened opened() {
        return opened;
    }

    /** Nothing goes wrong any more. */
    synchronized void mend() {
        mended = true;
        forbidden = Optional.empty();
        exhaustedAt = Optional.empty();
    }

    /** Whether the process would be dead by now. */
    synchronized boolean isStopped() {
        return fault == Fault.STOP && changes >= at;
    }

    private enum Kind {
        TAKES_SPACE,
        FREES_SPACE
    }

    /** Whether anything went wrong yet. */
    synchronized boolean hasFailed() {
        return changes >= at;
    }

    private synchronized void change(Kind kind) throws IOException {
        changes++;
        boolean now = switch (fault) {
            case ERROR -> changes == at;
            case FULL -> changes >= at && kind == Kind.TAKES_SPACE;
            case STOP -> changes >= at;
        };
        if (now && !mended) {
            throw new IOException(fault == Fault.FULL ? "No space left on device" : "Input/output error");
        }
    }

    @Override
    public Optional<Stat> stat(Path path) throws IOException {
        return real.stat(path);
    }

    @Override
    public boolean isThere(Path path) {
        return real.isThere(path);
    }

    @Override
    public synchronized List<String> list(Path directory) throws IOException {
        lists++;
        return real.list(directory);
    }

    @Override
    public synchronized boolean isReadable(Path file) {
        return real.isReadable(file) && !forbidden.equals(Optional.of(file));
    }

    @Override
    public FileChannel openToRead(Path file) throws IOException {
        permit(file);
        if (isExhaustedAt(file)) {
            throw new FileSystemException(file.toString(), null, "Too many open files");
        }
        FileChannel channel = real.openToRead(file);
        opened().at(file);
        return channel;
    }

    private synchronized boolean isExhaustedAt(Path file) {
        return exhaustedAt.equals(Optional.of(file));
    }

    private void permit(Path path) throws IOException {
        if (!isReadable(path) && real.stat(path).isPresent()) {
            throw new AccessDeniedException(path.toString());
        }
    }

    @Override
    public OutFile create(Path file) throws IOException {
        change(Kind.TAKES_SPACE);
        return new FaultyFile(real.create(file));
    }

    @Override
    public OutFile openToAppend(Path file, long position) throws IOException {
        change(Kind.FREES_SPACE);
        return new FaultyFile(real.openToAppend(file, position));
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        change(Kind.TAKES_SPACE);
        real.link(existing, name);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(Kind.FREES_SPACE);
        real.rename(from, to);
    }

    @Override
    public OpenDirectory openDirectory(Path directory) throws IOException {
        permit(directory);
        return new FaultyDirectory(real.openDirectory(directory));
    }

    @Override
    public void delete(Path path) throws IOException {
        change(Kind.FREES_SPACE);
        real.delete(path);
    }

    @Override
    public void setModified(Path file, Instant time) throws IOException {
        change(Kind.FREES_SPACE);
        real.setModified(file, time);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change(Kind.FREES_SPACE);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        change(Kind.TAKES_SPACE);
        real.makeDirectory(directory);
    }

    @Override
    public synchronized Space space(Path path) throws IOException {
        return space.isPresent() ? space.get() : real.space(path);
    }

    private final class FaultyDirectory implements OpenDirectory {
        private final OpenDirectory directory;

        FaultyDirectory(OpenDirectory directory) {
            this.directory = directory;
        }

        @Override
        public void rename(String from, OpenDirectory to, String name) throws IOException {
            change(Kind.FREES_SPACE);
            directory.rename(from, ((FaultyDirectory) to).directory, name);
        }

        @Override
        public void delete(String name) throws IOException {
            change(Kind.FREES_SPACE);
            directory.delete(name);
        }

        @Override
        public void close() throws IOException {
            directory.close();
        }
    }

    private final class FaultyFile implements OutFile {
        private final OutFile out;

        FaultyFile(OutFile out) {
            this.out = out;
        }

        @Override
        public void write(ByteBuffer octets) throws IOException {
            try {
                change(Kind.TAKES_SPACE);
            } catch (IOException e) {
                if (changes() == at) {
                    out.write(octets.limit(octets.position() + octets.remaining() / 2));
                }
                throw e;
            }
            out.write(octets);
        }

        @Override
        public void sync() throws IOException {
            change(Kind.FREES_SPACE);
        }

        @Override
        public void truncate(long size) throws IOException {
            change(Kind.FREES_SPACE);
            out.truncate(size);
        }

        @Override
        public FileChannel channel() {
            return out.channel();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
