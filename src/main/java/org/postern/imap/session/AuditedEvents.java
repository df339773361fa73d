package org.postern.imap.session;

import java.util.Map;
import org.postern.audit.Audit;
import org.postern.audit.Client;
import org.postern.imap.state.SessionEvents;
import org.postern.store.Actor;
import org.postern.store.MailboxName;

/** The events of one session in the audit log. */
final class AuditedEvents implements SessionEvents {
    private final Audit audit;
    private final Client client;
    private String user = "";
    private boolean identified;

    AuditedEvents(Audit audit, Client client) {
        this.audit = audit;
        this.client = client;
    }

    /** Who this session is to an account. */
    Actor actor() {
        return Actor.client(client.service(), client.connection());
    }

    void loggedIn(String address, String mechanism, String tls) {
        user = address;
        audit.loginSucceeded(client, address, mechanism, tls);
    }

    void rejected(String login, String mechanism, Audit.LoginFailure reason) {
        audit.loginFailed(client, login, mechanism, reason);
    }

    /** Only after a login. */
    void loggedOut(long commands) {
        if (!user.isEmpty()) {
            audit.logout(client, user, Map.of("commands", commands));
            user = "";
        }
    }

    @Override
    public void loginFailed(String login, String mechanism, LoginFailure reason) {
        audit.loginFailed(
                client,
                login,
                mechanism,
                switch (reason) {
                    case PLAINTEXT -> Audit.LoginFailure.PLAINTEXT;
                    case MALFORMED -> Audit.LoginFailure.MALFORMED;
                    case NOT_AUTHORIZED -> Audit.LoginFailure.NOT_AUTHORIZED;
                    case CANCELLED -> Audit.LoginFailure.CANCELLED;
                });
    }

    /** Once a session, for there are clients that say it before every command. */
    @Override
    public void clientIdentified(Map<String, String> fields) {
        if (identified) {
            return;
        }
        identified = true;
        audit.clientIdentified(client, fields.getOrDefault("name", ""), fields.getOrDefault("version", ""));
    }

    @Override
    public void mailboxCreated(MailboxName name) {
        audit.mailboxCreated(client, user, name.path());
    }

    @Override
    public void mailboxDeleted(MailboxName name) {
        audit.mailboxDeleted(client, user, name.path());
    }

    @Override
    public void mailboxRenamed(MailboxName from, MailboxName to) {
        audit.mailboxRenamed(client, user, from.path(), to.path());
    }

    @Override
    public void accessChanged(MailboxName name, String identifier, String rights) {
        audit.accessChanged(client, user, name.path(), identifier + " " + rights);
    }

    @Override
    public void expunged(MailboxName name, long messages) {
        audit.expunged(client, user, name.path(), messages);
    }
}
