package org.postern.lmtp;

import org.postern.delivery.Delivery;
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.SessionFactory;

/** Makes the sessions of one listener. Thread-safe. */
public final class LmtpSessions implements SessionFactory {
    private final Dialect dialect;
    private final Delivery delivery;
    private final LmtpLimits limits;

    private LmtpSessions(Dialect dialect, Delivery delivery, LmtpLimits limits) {
        this.dialect = dialect;
        this.delivery = delivery;
        this.limits = limits;
    }

    /** RFC 2033. */
    public static LmtpSessions lmtp(Delivery delivery, LmtpLimits limits) {
        return new LmtpSessions(Dialect.LMTP, delivery, limits);
    }

    @Override
    public ProtocolSession<?> open(Link link) {
        return new LmtpSession(dialect, link, delivery, limits);
    }

    /** RFC 5321 3.1 and 3.8: 421 instead of the greeting; the client's queue keeps the message. */
    @Override
    public String busy() {
        return "421 4.3.2 Too many connections, try again later\r\n";
    }
}
