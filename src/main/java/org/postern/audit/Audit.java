package org.postern.audit;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One method for each event of the audit log. Users are named by their canonical address. Thread-safe. */
public final class Audit {
    /** The name of the logger. */
    public static final String LOGGER = "audit";

    private final Logger logger;

    /** Why a connection was not served. */
    public enum Refusal {
        TOO_MANY_CONNECTIONS,
        TOO_MANY_FROM_ADDRESS,
        TOO_MANY_OF_USER,
        STOPPING
    }

    /** Why a connection ended. */
    public enum End {
        LOGOUT,
        CLIENT_CLOSED,
        IDLE,
        LOGIN_TIMEOUT,
        TOO_MANY_ERRORS,
        STOPPING,
        FAILURE
    }

    /** Why a login failed. The client is not told. */
    public enum LoginFailure {
        BAD_NAME,
        UNKNOWN_USER,
        BAD_PASSWORD,
        UNUSABLE_HASH,
        /** The user directory could not be asked. */
        UNAVAILABLE,
        /** A password in the clear where that is not allowed. */
        PLAINTEXT,
        /** A SASL message that was not one. */
        MALFORMED,
        /** The client wanted to act as somebody else. */
        NOT_AUTHORIZED,
        CANCELLED,
        /** The password was right, and the user was sent to another server. */
        REFERRED,
        /** The password was right, but the mailbox is held by another POP3 session. */
        IN_USE,
        /** The password was right, but the last login of the user was too short a time ago. */
        TOO_SOON,
        /** The password was right, but the user has too many connections. */
        TOO_MANY_CONNECTIONS
    }

    public Audit() {
        this(LoggerFactory.getLogger(LOGGER));
    }

    public Audit(Logger logger) {
        this.logger = logger;
    }

    public void connectionOpened(Client client) {
        event("connection-opened", client).log();
    }

    public void connectionRefused(Client client, Refusal reason) {
        event("connection-refused", client).with("reason", reason).log();
    }

    public void connectionClosed(Client client, End reason) {
        event("connection-closed", client).with("reason", reason).log();
    }

    /** A handshake failed; {@code detail} is the TLS library's. */
    public void tlsFailed(Client client, String detail) {
        event("tls-failed", client).with("detail", detail).log();
    }

    /**
     * A login succeeded.
     *
     * @param mechanism {@code PLAIN}, {@code LOGIN} …, or {@code USER} for a command that is no SASL exchange
     * @param tls version and cipher, or empty
     */
    public void loginSucceeded(Client client, String user, String mechanism, String tls) {
        event("login-succeeded", client)
                .with("user", user)
                .with("mechanism", mechanism)
                .with("tls", tls)
                .log();
    }

    /**
     * A login failed.
     *
     * @param login what the client called itself
     */
    public void loginFailed(Client client, String login, String mechanism, LoginFailure reason) {
        event("login-failed", client)
                .with("reason", reason)
                .with("mechanism", mechanism)
                .with("user", login)
                .log();
    }

    /** A trusted peer said on whose behalf it goes on; what it has not told is empty. */
    public void introduced(Client peer, String address, String port, String login) {
        event("introduced", peer)
                .with("for", address)
                .with("port", port)
                .with("user", login)
                .log();
    }

    /** A client said what program it is (IMAP ID); either may be empty. */
    public void clientIdentified(Client client, String name, String version) {
        event("client-identified", client)
                .with("name", name)
                .with("version", version)
                .log();
    }

    /** A session ended in order; {@code counts} of what was done in it, by name. */
    public void logout(Client client, String user, Map<String, Long> counts) {
        AuditEvent event = event("logout", client).with("user", user);
        counts.forEach(event::with);
        event.log();
    }

    /**
     * A message reached a mailbox.
     *
     * @param id of the message in this server, as its Received field tells it
     * @param placing where it went and how large it was
     */
    public void delivered(Client client, String id, Placing placing) {
        event("delivered", client)
                .with("id", id)
                .with("size", placing.octets())
                .with("recipient", placing.recipient())
                .with("folder", placing.folder())
                .log();
    }

    /** A recipient had the same message already, and got no second copy. */
    public void duplicate(Client client, String id, String recipient) {
        event("duplicate", client).with("id", id).with("recipient", recipient).log();
    }

    /** A message for {@code recipient}, an alias or a user, was queued to be sent on to {@code target}. */
    public void forwarded(Client client, String id, String recipient, String target) {
        event("forwarded", client)
                .with("id", id)
                .with("recipient", recipient)
                .with("to", target)
                .log();
    }

    /** Where a message of so many octets went. */
    public record Placing(String recipient, String folder, long octets) {}

    /**
     * A recipient was refused, or a message for him.
     *
     * @param code the enhanced status code, for example {@code 5.2.2}
     */
    public void deliveryRefused(Client client, String id, String recipient, String code) {
        event("delivery-refused", client)
                .with("id", id)
                .with("code", code)
                .with("recipient", recipient)
                .log();
    }

    /** A report was made because an accepted message could not be placed. */
    public void bounced(String id, String sender, String recipient, String code) {
        event("bounced")
                .with("id", id)
                .with("code", code)
                .with("sender", sender)
                .with("recipient", recipient)
                .log();
    }

    /** An accepted message cannot be delivered, and nobody may be told: it is kept in the queue for an operator. */
    public void undelivered(String id, String sender, String recipient, String code) {
        event("undelivered")
                .with("id", id)
                .with("code", code)
                .with("sender", sender)
                .with("recipient", recipient)
                .log();
    }

    /** A message that could not be delivered has left the queue, and nobody was told. */
    public void discarded(String id, String sender, String recipient) {
        event("discarded")
                .with("id", id)
                .with("sender", sender)
                .with("recipient", recipient)
                .log();
    }

    /** Messages were deleted for good. */
    public void expunged(Client client, String user, String folder, long messages) {
        event("expunged", client)
                .with("user", user)
                .with("messages", messages)
                .with("folder", folder)
                .log();
    }

    /** Messages were deleted because a rule says that they are not kept longer; {@code rule} is its name. */
    public void expired(String user, String folder, long messages, String rule) {
        event("expired")
                .with("user", user)
                .with("messages", messages)
                .with("rule", rule)
                .with("folder", folder)
                .log();
    }

    public void mailboxCreated(Client client, String user, String folder) {
        event("mailbox-created", client)
                .with("user", user)
                .with("folder", folder)
                .log();
    }

    public void mailboxDeleted(Client client, String user, String folder) {
        event("mailbox-deleted", client)
                .with("user", user)
                .with("folder", folder)
                .log();
    }

    /**
     * Who may do what with a mailbox is different now.
     *
     * @param entry whom it is about, and letters of rights
     */
    public void accessChanged(Client client, String user, String folder, String entry) {
        event("access-changed", client)
                .with("user", user)
                .with("folder", folder)
                .with("entry", entry)
                .log();
    }

    public void mailboxRenamed(Client client, String user, String folder, String newName) {
        event("mailbox-renamed", client)
                .with("user", user)
                .with("folder", folder)
                .with("to", newName)
                .log();
    }

    /** Something of so many octets did not fit into what the user may store. */
    public void quotaExceeded(String user, long octets) {
        event("quota-exceeded").with("user", user).with("size", octets).log();
    }

    /** A user's storage has passed {@code percent} of its limit. */
    public void quotaWarning(String user, int percent) {
        event("quota-warning").with("user", user).with("percent", percent).log();
    }

    /** A user's storage is below {@code percent} of its limit again. */
    public void quotaReceded(String user, int percent) {
        event("quota-receded").with("user", user).with("percent", percent).log();
    }

    /**
     * An operator changed something by a command.
     *
     * @param command for example {@code user add}
     * @param subject the user, domain or mailbox
     */
    public void administered(String command, String subject) {
        event("administered").with("command", command).with("subject", subject).log();
    }

    public void configReloaded() {
        event("config-reloaded").log();
    }

    /** A new configuration was not taken; {@code problem} is the first thing that is wrong with it. */
    public void configRefused(String problem) {
        event("config-refused").with("problem", problem).log();
    }

    public void serverStarted(String version) {
        event("server-started").with("version", version).log();
    }

    public void serverStopped() {
        event("server-stopped").log();
    }

    private AuditEvent event(String name) {
        return new AuditEvent(logger.atInfo(), name);
    }

    private AuditEvent event(String name, Client client) {
        return event(name)
                .with("service", client.service())
                .with("connection", client.connection())
                .with("address", client.address());
    }
}
