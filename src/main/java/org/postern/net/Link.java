package org.postern.net;

import java.net.SocketAddress;

/** What a session may know of its connection. Thread-safe. */
public interface Link {
    /** Short identifier of the connection, unique in this process, for logs. */
    String id();

    /** The client's address (after the PROXY protocol): InetSocketAddress, or a Unix socket's. */
    SocketAddress remote();

    /** The client's IP address in text form, or "local" for a Unix socket. */
    String remoteAddress();

    /** Loopback or Unix socket. */
    boolean isLocal();

    /** Whether TLS is up now. */
    boolean isTls();

    /** Whether START_TLS is possible: configured, and not up yet. */
    boolean canStartTls();

    /** Protocol and cipher for logs and Received, for example "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty without TLS. */
    String tlsDetails();

    /** Whether the client is still there, as far as is known; work of any length stops when it is not. */
    default boolean isOpen() {
        return true;
    }

    /**
     * Says a whole line at once, before what is being answered: only from within {@link ProtocolSession#handle}, when that
     * takes long. Never blocks.
     */
    default void interject(byte[] line) {}

    /** Asks for {@link ProtocolSession#unsolicited} soon; many calls merge into one. Any thread, never blocks. */
    void wake();
}
