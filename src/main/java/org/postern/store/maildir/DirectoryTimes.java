package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When new/ and cur/ of a mailbox last had a name added, removed or changed, as the file system tells. */
record DirectoryTimes(Instant inNew, Instant inCur) {
    static DirectoryTimes of(FileLayer files, Path folder) throws IOException {
        return new DirectoryTimes(time(files, folder, FilePlace.NEW), time(files, folder, FilePlace.CUR));
    }

    private static Instant time(FileLayer files, Path folder, FilePlace place) throws IOException {
        return files.stat(folder.resolve(place.directory()))
                .map(FileLayer.Stat::modified)
                .orElse(Instant.MIN);
    }

    /** Which directories these are, whatever their names; another program may put others in their place. */
    static List<Object> keys(FileLayer files, Path folder) throws IOException {
        List<Object> keys = new ArrayList<>();
        for (FilePlace place : FilePlace.values()) {
            files.stat(folder.resolve(place.directory())).ifPresent(stat -> keys.add(stat.key()));
        }
        return keys;
    }

    void write(OctetBuilder out) {
        out.signed(inNew.getEpochSecond()).number(inNew.getNano());
        out.signed(inCur.getEpochSecond()).number(inCur.getNano());
    }

    static DirectoryTimes read(ByteBuffer in) {
        return new DirectoryTimes(
                Instant.ofEpochSecond(EditCodec.signed(in), EditCodec.number(in)),
                Instant.ofEpochSecond(EditCodec.signed(in), EditCodec.number(in)));
    }
}
