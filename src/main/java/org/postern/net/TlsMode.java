package org.postern.net;

/** How a listener's connections begin. */
public enum TlsMode {
    /** In the clear; the client may start TLS where the server has a certificate and the listener is no Unix socket. */
    PLAIN,
    /** With a TLS handshake. */
    IMPLICIT
}
