package org.postern.net;

/** Makes the session of a fresh connection. Called on a worker. */
@FunctionalInterface
public interface SessionFactory {
    ProtocolSession<?> open(Link link);
}
