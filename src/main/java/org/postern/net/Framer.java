package org.postern.net;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Cuts the octets of a connection into requests. A plain state machine without a thread of its own: it is only ever
 * called between two requests of its session, so a session may change its framer's mode while it handles a request (the
 * next octets are not looked at before the reply is complete).
 *
 * @param <Q> the protocol's requests
 */
public interface Framer<Q> {
    /**
     * The next request, its octets consumed from {@code in}; empty when more octets are needed. May consume octets and
     * return empty (a body that is skipped). Must bound what it leaves unread in {@code in} by its own limits: once
     * {@link #appetite} octets wait and this returns empty without consuming any, the connection is broken and closed.
     */
    Optional<Q> next(ByteBuf in);

    /** Whether the session is taking in a body that has not ended: a server that stops lets it come to its end first. */
    default boolean isMidway() {
        return false;
    }

    /** How many waiting octets are enough for {@link #next} to make progress; above it the socket is not read. */
    int appetite();
}
