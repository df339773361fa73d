package org.postern.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.postern.delivery.BounceSettings.Smarthost;
import org.postern.delivery.OutgoingRoute.Attempt;
import org.postern.delivery.SmarthostTransport.Charset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to the smarthost over SMTP, over one connection as long as that lives; once it could not be made, or an answer
 * did not come in time, it is not tried for the others, who would wait as long each. TLS is used when the smarthost offers it,
 * without looking at its certificate, for the alternative would be no TLS at all. One thread at a time.
 */
final class SmarthostConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmarthostConnection.class);

    private static final Duration LONGEST_CONNECTING = Duration.ofMinutes(1);

    /** How the library calls an answer that did not come. */
    private static final String HUNG_UP = "[EOF]";

    private final Smarthost host;
    private final Session session;
    private @Nullable SmarthostTransport transport;
    /** Why the smarthost cannot be reached, or is not to be waited for again. */
    private @Nullable String unreachable;

    SmarthostConnection(BounceSettings settings, Smarthost host) {
        this.host = host;
        this.session = Session.getInstance(properties(settings));
    }

    private static Properties properties(BounceSettings settings) {
        String timeout = Long.toString(settings.timeout().toMillis());
        long connecting = Math.min(settings.timeout().toMillis(), LONGEST_CONNECTING.toMillis());
        Properties p = new Properties();
        p.setProperty("mail.smtp.localhost", settings.hostname());
        p.setProperty("mail.smtp.connectiontimeout", Long.toString(connecting));
        p.setProperty("mail.smtp.timeout", timeout);
        p.setProperty("mail.smtp.writetimeout", timeout);
        p.setProperty("mail.smtp.quitwait", "false");
        p.setProperty("mail.smtp.starttls.enable", "true");
        p.setProperty("mail.smtp.ssl.trust", "*");
        p.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        p.setProperty("mail.mime.allowutf8", "true");
        return p;
    }

    Attempt send(Outgoing mail, Content message) {
        if (unreachable != null) {
            return Attempt.later(unreachable);
        }
        SmarthostTransport open;
        try {
            open = connected();
        } catch (MessagingException e) {
            unreachable = words(e);
            return Attempt.later(unreachable);
        }
        return send(open, mail, message);
    }

    private SmarthostTransport connected() throws MessagingException {
        if (transport != null && transport.isConnected()) {
            return transport;
        }
        close();
        SmarthostTransport fresh = new SmarthostTransport(session, host);
        fresh.connect();
        transport = fresh;
        return fresh;
    }

    private Attempt send(SmarthostTransport open, Outgoing mail, Content message) {
        boolean ascii = mail.to().isAscii() && mail.from().map(Address::isAscii).orElse(true);
        try {
            open.declare(ascii && !Internationalized.isTaken(message) ? Charset.ASCII : Charset.UTF8);
            if (!ascii && !open.supportsExtension("SMTPUTF8")) {
                return Attempt.refused("the smarthost does not know SMTPUTF8");
            }
            SMTPMessage octets = new AsItIs(session, message);
            octets.setEnvelopeFrom('<' + mail.reversePath() + '>');
            if (open.supportsExtension("8BITMIME")) {
                octets.setMailExtension("BODY=8BITMIME");
            }
            InternetAddress to = new InternetAddress();
            to.setAddress(mail.to().toString());
            open.sendMessage(octets, new InternetAddress[] {to});
            return Attempt.sent(line(open.getLastServerResponse()));
        } catch (MessagingException e) {
            if (isFinal(e)) {
                return Attempt.refused(words(e));
            }
            unreachable = first(e) instanceof SocketTimeoutException ? words(e) : null;
            return Attempt.later(words(e));
        } catch (IOException e) {
            return Attempt.later(String.valueOf(e.getMessage()));
        }
    }

    /** The octets as they were received: the library's own writing would leave out Bcc and harm fields beyond ASCII. */
    private static final class AsItIs extends SMTPMessage {
        private final Content original;

        AsItIs(Session session, Content original) {
            super(session);
            this.original = original;
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException {
            try (InputStream in = original.open()) {
                in.transferTo(out);
            }
        }
    }

    /** What the smarthost answered if it did, however deep the library has laid it away; else what went wrong, and why. */
    private static String words(MessagingException e) {
        for (Exception cause = e; cause != null; cause = next(cause)) {
            if (code(cause) > 0) {
                return line(cause.getMessage());
            }
        }
        Exception first = first(e);
        String message = line(e.getMessage());
        if (message.equals(HUNG_UP)) {
            return "the smarthost ended the connection";
        }
        String why = first == e ? "" : ": " + first.getClass().getSimpleName() + ", " + line(first.getMessage());
        return message + why;
    }

    /** What all else comes from. */
    private static Exception first(MessagingException e) {
        Exception first = e;
        for (Exception cause = e; cause != null; cause = next(cause)) {
            first = cause;
        }
        return first;
    }

    private static String line(@Nullable String text) {
        return String.valueOf(text).strip().replaceAll("\\p{Cntrl}+", " ");
    }

    /** Whether the smarthost answered 5xx to the sender, the recipient or the message. */
    private static boolean isFinal(MessagingException e) {
        for (Exception cause = e; cause != null; cause = next(cause)) {
            if (code(cause) / 100 == 5) {
                return true;
            }
        }
        return false;
    }

    private static int code(Exception e) {
        if (e instanceof SMTPAddressFailedException refused) {
            return refused.getReturnCode();
        }
        return e instanceof SMTPSendFailedException failed ? failed.getReturnCode() : 0;
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException m ? m.getNextException() : null;
    }

    @Override
    public void close() {
        SmarthostTransport last = transport;
        transport = null;
        if (last != null) {
            try {
                last.close();
            } catch (MessagingException e) {
                LOG.debug("the smarthost ended the connection first", e);
            }
        }
    }
}
