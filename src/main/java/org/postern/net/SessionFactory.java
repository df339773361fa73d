package org.postern.net;

/** Makes the session of a fresh connection. Called on a worker. */
@FunctionalInterface
public interface SessionFactory {
    ProtocolSession<?> open(Link link);

    /** One line, its end included, for a client that comes when there is no room; empty to close without a word. */
    default String busy() {
        return "";
    }
}
