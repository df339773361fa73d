package org.postern.pop3;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Client;
import org.postern.net.ConnectionCounts;
import org.postern.net.Link;
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

    /** Of the user, or before the login of all users. */
    MaildropPolicies.Range policies() {
        MaildropPolicies policies = services.maildrops().policies();
        return maildrop == null ? policies.range() : MaildropPolicies.Range.of(maildrop.policy());
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
