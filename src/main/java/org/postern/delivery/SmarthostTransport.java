package org.postern.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.postern.delivery.BounceRoute.Attempt;
import org.postern.delivery.BounceSettings.Smarthost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands one report to the smarthost over SMTP, with an empty envelope sender. TLS is used when the smarthost offers it,
 * without looking at its certificate, for the alternative would be no TLS at all.
 */
final class SmarthostTransport {
    private static final Logger LOG = LoggerFactory.getLogger(SmarthostTransport.class);

    private final Smarthost host;
    private final Properties properties;

    SmarthostTransport(BounceSettings settings, Smarthost host) {
        this.host = host;
        this.properties = properties(settings);
    }

    private static Properties properties(BounceSettings settings) {
        String timeout = Long.toString(settings.timeout().toMillis());
        Properties p = new Properties();
        p.setProperty("mail.smtp.localhost", settings.hostname());
        p.setProperty("mail.smtp.connectiontimeout", timeout);
        p.setProperty("mail.smtp.timeout", timeout);
        p.setProperty("mail.smtp.writetimeout", timeout);
        p.setProperty("mail.smtp.starttls.enable", "true");
        p.setProperty("mail.smtp.ssl.trust", "*");
        p.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        p.setProperty("mail.mime.allowutf8", "true");
        return p;
    }

    Attempt send(QueuedBounce bounce, byte[] message) {
        Session session = Session.getInstance(properties);
        try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
            transport.connect(host.host(), host.port(), null, null);
            if (!bounce.to().isAscii() && !transport.supportsExtension("SMTPUTF8")) {
                LOG.warn("report {} cannot be sent: the smarthost does not know SMTPUTF8", bounce.id());
                return Attempt.REFUSED;
            }
            SMTPMessage mail = new SMTPMessage(session, new ByteArrayInputStream(message));
            mail.setEnvelopeFrom("<>");
            InternetAddress to = new InternetAddress();
            to.setAddress(bounce.to().toString());
            transport.sendMessage(mail, new InternetAddress[] {to});
            return Attempt.SENT;
        } catch (MessagingException e) {
            return isFinal(e) ? refused(bounce, e) : later(bounce, e);
        }
    }

    private static Attempt refused(QueuedBounce bounce, MessagingException e) {
        LOG.warn("report {} to {} is refused by the smarthost: {}", bounce.id(), bounce.to(), words(e));
        return Attempt.REFUSED;
    }

    private static Attempt later(QueuedBounce bounce, MessagingException e) {
        LOG.info("report {} to {} will be tried again: {}", bounce.id(), bounce.to(), words(e));
        return Attempt.LATER;
    }

    private static String words(MessagingException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\p{Cntrl}+", " ");
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
}
