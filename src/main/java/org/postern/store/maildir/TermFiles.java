package org.postern.store.maildir;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.store.BaseDirectory;
import org.apache.lucene.store.BufferedIndexInput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.store.OutputStreamIndexOutput;

/** The files of an index by terms, through the layer that all files of this package go through. Syncs nothing. */
final class TermFiles extends BaseDirectory {
    private static final int BUFFER = 1 << 13;

    private final FileLayer files;
    private final Path path;
    private final AtomicLong temporary = new AtomicLong();

    /** @param path need not be there for reading */
    TermFiles(FileLayer files, Path path) {
        super(NoLockFactory.INSTANCE); // there is one writer, see TermBuilder
        this.files = files;
        this.path = path;
    }

    @Override
    public String[] listAll() throws IOException {
        try {
            String[] names = files.list(path).toArray(String[]::new);
            Arrays.sort(names);
            return names;
        } catch (NoSuchFileException e) {
            return new String[0];
        }
    }

    @Override
    public void deleteFile(String name) throws IOException {
        files.delete(path.resolve(name));
    }

    @Override
    public long fileLength(String name) throws IOException {
        return files.stat(path.resolve(name))
                .orElseThrow(() -> new NoSuchFileException(path.resolve(name).toString()))
                .size();
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        Path file = path.resolve(name);
        return new OutputStreamIndexOutput(file.toString(), name, new Out(files.create(file)), BUFFER);
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
        String unique = suffix + "_" + Long.toString(temporary.getAndIncrement(), Character.MAX_RADIX);
        return createOutput(IndexFileNames.segmentFileName(prefix, unique, "tmp"), context);
    }

    /** A power cut may tear files; they are read against their checksums before they are trusted. */
    @Override
    public void sync(Collection<String> names) {
        // as it says
    }

    @Override
    public void syncMetaData() {
        // as for sync
    }

    @Override
    public void rename(String source, String dest) throws IOException {
        files.rename(path.resolve(source), path.resolve(dest));
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        Path file = path.resolve(name);
        FileChannel channel = files.openToRead(file);
        try {
            return new In(file.toString(), context, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        isOpen = false;
    }

    @Override
    public Set<String> getPendingDeletions() {
        return Set.of();
    }

    private static final class Out extends OutputStream {
        private final FileLayer.OutFile file;

        Out(FileLayer.OutFile file) {
            this.file = file;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            file.write(ByteBuffer.wrap(octets, from, count));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** A file, or a piece of one that belongs to another. */
    private static final class In extends BufferedIndexInput {
        private final FileChannel channel;
        private final long start;
        private final long end;
        private boolean owner;

        In(String what, IOContext context, FileChannel channel) throws IOException {
            super(what, context);
            this.channel = channel;
            this.start = 0;
            this.end = channel.size();
            this.owner = true;
        }

        private In(String what, In whole, long from, long length) {
            super(what, whole.getBufferSize());
            this.channel = whole.channel;
            this.start = whole.start + from;
            this.end = start + length;
        }

        @Override
        protected void readInternal(ByteBuffer into) throws IOException {
            long at = start + getFilePointer();
            if (at + into.remaining() > end) {
                throw new EOFException("behind the end of " + this);
            }
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new EOFException(this + " became shorter");
                }
                at += count;
            }
        }

        @Override
        protected void seekInternal(long position) throws IOException {
            if (position > length()) {
                throw new EOFException("behind the end of " + this);
            }
        }

        @Override
        public long length() {
            return end - start;
        }

        @Override
        public IndexInput slice(String what, long from, long length) {
            if (from < 0 || length < 0 || from > length() - length) {
                throw new IllegalArgumentException("not within " + this);
            }
            return new In(getFullSliceDescription(what), this, from, length);
        }

        @Override
        public In clone() {
            In copy = (In) super.clone();
            copy.owner = false;
            return copy;
        }

        @Override
        public void close() throws IOException {
            if (owner) {
                channel.close();
            }
        }
    }
}
