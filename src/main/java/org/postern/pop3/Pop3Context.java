package org.postern.pop3;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Client;
import org.postern.net.ConnectionCounts;
import org.postern.net.Link;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** What a command may see and change of its session. Belongs to the session's turns. */
final class Pop3Context {
    private final Pop3Services services;
    private final Link link;
    private final Client client;
    private final Login login;
    private @Nullable Maildrop maildrop;
    private ConnectionCounts.@Nullable Place place;
    private volatile boolean authenticated;
    private volatile Language language = Language.ENGLISH;
    private boolean utf8;

    Pop3Context(Pop3Services services, Link link, String service) {
        this.services = services;
        this.link = link;
        this.client = new Client(service, link.id(), link.remoteAddress());
        this.login = new Login(services, this);
    }

    Link link() {
        return link;
    }

    Client client() {
        return client;
    }

    Login login() {
        return login;
    }

    /** Any thread. */
    Language language() {
        return language;
    }

    void speak(Language chosen) {
        language = chosen;
    }

    /** Whether the client takes messages with header fields in UTF-8 (RFC 6856 2.1). */
    boolean isUtf8() {
        return utf8;
    }

    void enableUtf8() {
        utf8 = true;
    }

    /** Of the user, or before the login of all users. */
    MaildropPolicies.Range policies() {
        MaildropPolicies policies = services.maildrops().policies();
        return maildrop == null ? policies.range() : policies.range(maildrop.user());
    }

    String software() {
        return services.software();
    }

    /** Any thread. */
    boolean isAuthenticated() {
        return authenticated;
    }

    void opened(Maildrop drop, ConnectionCounts.Place held) {
        maildrop = drop;
        place = held;
        authenticated = true;
    }

    /** Only where the state is TRANSACTION. */
    Maildrop maildrop() {
        if (maildrop == null) {
            throw new IllegalStateException("no maildrop is open");
        }
        return maildrop;
    }

    /** The message of a number, as far as this client may have it. The caller closes it. */
    MessageBody body(int number) throws Pop3Exception, StoreException {
        Maildrop drop = maildrop();
        drop.require(number);
        MessageBody body = drop.body(number);
        boolean given = false;
        try {
            if (!utf8 && drop.policy().eightBitHeaders() == MaildropPolicy.EightBitHeaders.REFUSED) {
                requireAsciiHeader(body);
            }
            given = true;
            return body;
        } finally {
            if (!given) {
                body.close();
            }
        }
    }

    private static void requireAsciiHeader(MessageBody body) throws Pop3Exception {
        try {
            if (!HeaderOctets.areAscii(body)) {
                throw new Pop3Exception(Pop3Exception.Code.UTF8, "That message is for clients that say UTF8");
            }
        } catch (IOException e) {
            throw new Pop3Exception(Pop3Exception.Code.SYS_TEMP, "The mail store is not available now", e);
        }
    }

    Optional<Maildrop> openMaildrop() {
        return Optional.ofNullable(maildrop);
    }

    void loggedOut(UserName user, Map<String, Long> counts) {
        services.audit().logout(client, user.address(), counts);
    }

    /** Gives back what is held; more than once is fine. */
    void release() {
        if (maildrop != null) {
            maildrop.close();
            maildrop = null;
        }
        if (place != null) {
            place.close();
            place = null;
        }
    }
}
