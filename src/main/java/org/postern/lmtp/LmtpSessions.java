package org.postern.lmtp;

import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.SessionFactory;

/** Makes the sessions of one listener. Thread-safe. */
public final class LmtpSessions implements SessionFactory {
    private final Dialect dialect;
    private final LmtpServices services;
    private final LmtpLimits limits;

    private LmtpSessions(Dialect dialect, LmtpServices services, LmtpLimits limits) {
        this.dialect = dialect;
        this.services = services;
        this.limits = limits;
    }

    /** RFC 2033. */
    public static LmtpSessions lmtp(LmtpServices services, LmtpLimits limits) {
        return new LmtpSessions(Dialect.LMTP, services, limits);
    }

    /** RFC 5321, from anywhere, for recipients here. */
    public static LmtpSessions smtp(LmtpServices services, LmtpLimits limits) {
        return new LmtpSessions(Dialect.SMTP, services, limits);
    }

    @Override
    public ProtocolSession<?> open(Link link) {
        return new LmtpSession(dialect, link, services, limits);
    }

    /** RFC 5321 3.1 and 3.8: 421 instead of the greeting; the client's queue keeps the message. */
    @Override
    public String busy() {
        return "421 4.3.2 Too many connections, try again later\r\n";
    }
}
