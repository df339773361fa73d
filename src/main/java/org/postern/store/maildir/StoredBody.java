package org.postern.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.postern.store.MessageBody;

/** A message file as it is sent. */
final class StoredBody {
    private StoredBody() {}

    /** As it lies when Postern wrote it, or it lies with CRLF; else converted. */
    static MessageBody open(FileLayer files, Path path) throws IOException {
        FileChannel channel = files.openToRead(path);
        try {
            MessageFileName parsed = MessageFileName.parse(String.valueOf(path.getFileName()));
            long size = channel.size();
            FileBody raw = new FileBody(channel, size);
            if (parsed.wire().isPresent() && parsed.wire().equals(parsed.stored())) {
                return raw;
            }
            boolean asNamed = parsed.stored().orElse(-1) == size;
            return new CrlfBody(raw, asNamed ? parsed.wire().orElse(size) : CrlfBody.measure(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
