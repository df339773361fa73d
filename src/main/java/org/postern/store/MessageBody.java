package org.postern.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The octets of one message with CRLF line ends, readable until closed even if the message is expunged meanwhile. Reads
 * are positional and may come from any thread.
 */
public interface MessageBody extends AutoCloseable {
    /** RFC822.SIZE: octets. */
    long size();

    /**
     * Reads at least one octet at {@code position} unless it is at or behind the end.
     *
     * @return octets read, or -1 at the end
     */
    int read(long position, ByteBuffer into) throws IOException;

    /** The open file, when its octets are exactly this body's, for sendfile; it stays owned by this body. */
    Optional<FileChannel> file();

    /**
     * All of it at once, where it is in memory as one piece: read-only, from position 0 to the limit, a view for the caller
     * alone. It may be used until the body is closed. Empty where it has to be read.
     */
    default Optional<ByteBuffer> octets() {
        return Optional.empty();
    }

    /**
     * Whether it is known that POP3 sends it as it lies (RFC 1939 3): no line begins with a dot, and it ends with CRLF. False
     * where nobody has looked.
     */
    default boolean needsNoStuffing() {
        return false;
    }

    /** One more owner: {@link #close} must be called once more before resources go. Returns this. */
    MessageBody retain();

    @Override
    void close();
}
