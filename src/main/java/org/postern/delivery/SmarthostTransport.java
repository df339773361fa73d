package org.postern.delivery;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.postern.delivery.BounceSettings.Smarthost;

/**
 * The library's transport, which left alone declares SMTPUTF8 for every message as soon as the server offers it; a next hop
 * that does not would have to send back mail that it could have taken (RFC 6531 3.5). One thread at a time.
 */
final class SmarthostTransport extends SMTPTransport {
    private Charset charset = Charset.UTF8;

    /** What the next message needs of those who carry it. */
    enum Charset {
        ASCII,
        UTF8
    }

    SmarthostTransport(Session session, Smarthost host) {
        super(session, new URLName("smtp", host.host(), host.port(), null, null, null));
    }

    /** Until the next call. */
    void declare(Charset needed) {
        charset = needed;
    }

    @Override
    public boolean supportsExtension(String extension) {
        return super.supportsExtension(extension) && (charset == Charset.UTF8 || !extension.equals("SMTPUTF8"));
    }
}
