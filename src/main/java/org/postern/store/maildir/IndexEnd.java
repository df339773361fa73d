package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The last record of an index that was closed: what the mailbox holds and, when it is certain that the directories hold
 * just that, their times. It can be read without the rest.
 */
record IndexEnd(Optional<DirectoryTimes> times, FolderSize size) {
    /** Kind of the record. */
    static final int KIND = 4;
    /** Longest record: its numbers at their longest. */
    private static final int LONGEST = 80;

    void write(OctetBuilder out) {
        out.begin(KIND).number(size.messages()).number(size.octets()).number(times.isPresent() ? 1 : 0);
        times.ifPresent(t -> t.write(out));
        out.end();
    }

    /** Behind the kind. */
    static IndexEnd read(ByteBuffer record) {
        FolderSize size = new FolderSize(EditCodec.number(record), EditCodec.number(record));
        boolean certain = EditCodec.number(record) == 1;
        return new IndexEnd(certain ? Optional.of(DirectoryTimes.read(record)) : Optional.empty(), size);
    }

    /** What a mailbox that is not loaded holds, if its directories are as when its index was closed. */
    static Optional<FolderSize> sizeUnlessChanged(FileLayer files, Path folder) {
        try (FileChannel channel = files.openToRead(folder.resolve(IndexFile.FILE))) {
            Optional<IndexEnd> end = last(channel);
            DirectoryTimes now = DirectoryTimes.of(files, folder);
            return end.filter(e -> e.times().equals(Optional.of(now))).map(IndexEnd::size);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // loading it tells more
        }
    }

    private static Optional<IndexEnd> last(FileChannel channel) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(LONGEST, channel.size()));
        channel.read(tail, channel.size() - tail.capacity());
        for (int length = 4; length + 8 <= tail.position(); length++) {
            int at = tail.position() - length;
            CRC32C crc = new CRC32C();
            crc.update(tail.array(), at, length);
            boolean record = tail.getInt(at - 8) == length && tail.getInt(at - 4) == (int) crc.getValue();
            if (record && tail.get(at) == KIND) {
                return Optional.of(read(ByteBuffer.wrap(tail.array(), at + 1, length - 1)));
            }
        }
        return Optional.empty();
    }
}
