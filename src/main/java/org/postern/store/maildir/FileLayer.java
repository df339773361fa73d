package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every touch of the file system by this package, so that a test can fail or stop at each one. Nothing follows symbolic
 * links. Files are made for their owner only (0600, directories 0700).
 */
interface FileLayer {
    /** What a directory entry is; {@code key} is equal for two names of one file. */
    record Stat(Kind kind, long size, Instant modified, Object key) {
        enum Kind {
            FILE,
            DIRECTORY,
            OTHER
        }

        boolean isFile() {
            return kind == Kind.FILE;
        }

        boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }
    }

    /** Octets of a file system, and those of them that are free for us. */
    record Space(long all, long free) {}

    /** A file being written at its end. */
    interface OutFile extends AutoCloseable {
        /** Writes all that remains. */
        void write(ByteBuffer octets) throws IOException;

        /** Forces content and size to the disk. */
        void sync() throws IOException;

        /** Cuts off what lies behind. */
        void truncate(long size) throws IOException;

        /** For reading back what was written. */
        FileChannel channel();

        @Override
        void close() throws IOException;
    }

    /** A directory kept open while many names in it change, so that its path is not looked up for each of them. */
    interface OpenDirectory extends AutoCloseable {
        /**
         * As {@link FileLayer#rename}, of a file in here.
         *
         * @param to where it gets the name; made by the same layer
         */
        void rename(String from, OpenDirectory to, String name) throws IOException;

        /** As {@link FileLayer#delete}, of a file in here. */
        void delete(String name) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Empty when there is nothing of that name. */
    Optional<Stat> stat(Path path) throws IOException;

    /**
     * Whether there is something of that name; false also where that cannot be told, in which case nothing can be renamed to
     * it either. Costs less than {@link #stat} where mostly there is nothing. A symbolic link to nothing is nothing.
     */
    boolean isThere(Path path);

    /** The names in a directory in no order, without "." and "..". */
    List<String> list(Path directory) throws IOException;

    /** Whether permissions let this process open a file for reading; whether its disk can be read is not asked. */
    boolean isReadable(Path file);

    /** Opens a regular file; never blocks on a FIFO. */
    FileChannel openToRead(Path file) throws IOException;

    /** Makes a file that did not exist, for writing and reading back. */
    OutFile create(Path file) throws IOException;

    /** Opens for writing at {@code position}, cutting what lies behind. */
    OutFile openToAppend(Path file, long position) throws IOException;

    void link(Path existing, Path name) throws IOException;

    /** Atomic; replaces a file of the new name. */
    void rename(Path from, Path to) throws IOException;

    /** Opens a directory for many changes; costs as much as a few of them. */
    OpenDirectory openDirectory(Path directory) throws IOException;

    /** Removes a file or an empty directory; fails when there is none. */
    void delete(Path path) throws IOException;

    void setModified(Path file, Instant time) throws IOException;

    /** Forces names in a directory to the disk. */
    void syncDirectory(Path directory) throws IOException;

    /** Makes a directory; nothing happens when there is one. */
    void makeDirectory(Path directory) throws IOException;

    /** Of the file system that something lies on. */
    Space space(Path path) throws IOException;
}
