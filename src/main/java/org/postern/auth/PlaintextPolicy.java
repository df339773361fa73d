package org.postern.auth;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Whether a password may be sent without TLS. */
public enum PlaintextPolicy {
    /** Only from loopback and Unix sockets. */
    ONLY_WITH_TLS,
    /** From everywhere. */
    ALWAYS;

    /** Whether {@code peer}, whose connection has no TLS, may send one. */
    public boolean permitsClearFrom(SocketAddress peer) {
        if (this == ALWAYS || !(peer instanceof InetSocketAddress inet)) {
            return true;
        }
        return inet.getAddress() != null && inet.getAddress().isLoopbackAddress();
    }
}
