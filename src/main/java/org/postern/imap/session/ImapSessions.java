package org.postern.imap.session;

import java.util.function.Supplier;
import org.postern.imap.command.Grammar;
import org.postern.imap.feature.ImapFeatures;
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.SessionFactory;

/** Makes the sessions of an IMAP listener. Thread-safe. */
public final class ImapSessions implements SessionFactory {
    private final Supplier<ImapServices> services;
    private final String service;
    private final Grammar grammar = ImapFeatures.grammar();

    /**
     * Makes the factory.
     *
     * @param services asked once a session, so that a reload concerns new sessions
     * @param service name of the listener, for the audit log
     */
    public ImapSessions(Supplier<ImapServices> services, String service) {
        this.services = services;
        this.service = service;
    }

    @Override
    public String busy() {
        return "* BYE [UNAVAILABLE] Too many connections, try again later\r\n";
    }

    @Override
    public ProtocolSession<?> open(Link link) {
        return new ImapSession(new SessionContext(services.get(), link, service), grammar);
    }
}
