package org.postern.pop3;

import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.SessionFactory;

/** Makes the sessions of one listener. Thread-safe. */
public final class Pop3Sessions implements SessionFactory {
    private final Pop3Services services;
    private final Pop3Limits limits;
    private final String service;

    /**
     * Makes a factory.
     *
     * @param service the listener's name in the audit log: {@code pop3} or {@code pop3s}
     */
    public Pop3Sessions(Pop3Services services, Pop3Limits limits, String service) {
        this.services = services;
        this.limits = limits;
        this.service = service;
    }

    @Override
    public ProtocolSession<?> open(Link link) {
        return new Pop3Session(services, limits, service, link);
    }

    @Override
    public String busy() {
        return "-ERR [SYS/TEMP] Too many connections, try again later\r\n";
    }
}
