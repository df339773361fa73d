package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.postern.store.MessageBody;

/** A message of which it was noted that POP3 sends it as it lies. */
record UnstuffedBody(MessageBody body) implements MessageBody {
    @Override
    public boolean needsNoStuffing() {
        return true;
    }

    @Override
    public long size() {
        return body.size();
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        return body.read(position, into);
    }

    @Override
    public Optional<FileChannel> file() {
        return body.file();
    }

    @Override
    public MessageBody retain() {
        body.retain();
        return this;
    }

    @Override
    public void close() {
        body.close();
    }
}
