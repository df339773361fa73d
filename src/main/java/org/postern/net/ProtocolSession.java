package org.postern.net;

/**
 * One connection's protocol. All methods run on workers, never two at a time, each seeing what the one before wrote, so
 * fields need no locks. Only {@link Link#wake} may be called from elsewhere.
 *
 * @param <Q> the protocol's requests, as its framer makes them
 */
public interface ProtocolSession<Q> {
    Framer<Q> framer();

    /** First words; on implicit TLS after the handshake. */
    Reply greet();

    /** Answers one request. Blocking is allowed. The request is owned by the session from here on. */
    Reply handle(Q request);

    /** After {@link Link#wake}, between requests: what the server says unasked; {@link Reply#none} if nothing. */
    Reply unsolicited();

    /** The time to log in or to be idle is over: last words, after which the connection closes. */
    Reply timedOut();

    /** The server stops: last words (BYE, 421), after which the connection closes. Not called in the middle of a reply. */
    Reply stopping();

    /** What the client sends cannot be decompressed: last words, after which the connection closes. */
    default Reply garbled() {
        return Reply.none();
    }

    /** Whether somebody is logged in: decides which time limit applies. */
    boolean isAuthenticated();

    /**
     * Whose share of the workers this session uses: the account once known, else the remote address. Asked before each
     * turn, on any thread: keep it a volatile or final value.
     */
    String shareKey();

    /** The connection is gone; the last call. Give back what is held. */
    void disconnected();
}
