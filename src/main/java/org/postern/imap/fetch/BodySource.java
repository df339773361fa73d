package org.postern.imap.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.mime.OctetSource;
import org.postern.store.MessageBody;
import org.postern.wire.BodyOctets;
import org.postern.wire.FileLease;

/** A stored message, for those who look into it and for those who send it. Does not own the body. */
public final class BodySource implements OctetSource, BodyOctets {
    private final MessageBody body;

    public BodySource(MessageBody body) {
        this.body = body;
    }

    @Override
    public long size() {
        return body.size();
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        return body.read(position, into);
    }

    /** Each lease is one more owner of the body. */
    @Override
    public Optional<FileLease> lease() {
        return body.file().map(file -> new FileLease(file, body.retain()::close));
    }
}
