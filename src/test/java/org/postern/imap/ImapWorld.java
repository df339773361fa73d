package org.postern.imap;

import io.netty.util.NetUtil;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.audit.Audit;
import org.postern.auth.Authenticator;
import org.postern.auth.MailAddress;
import org.postern.auth.Passwords;
import org.postern.auth.PlaintextPolicy;
import org.postern.auth.StoredPassword;
import org.postern.auth.Throttle;
import org.postern.auth.User;
import org.postern.auth.UserDirectory;
import org.postern.auth.VerifiedLogins;
import org.postern.imap.session.ImapServices;
import org.postern.imap.session.ImapSessions;
import org.postern.imap.state.Administration;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.ImapOption;
import org.postern.imap.state.KeptKeys;
import org.postern.net.ConnectionCounts;
import org.postern.net.NetSettings;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

/** A server without sockets: users alice and bob at localhost, password "secret", and a store in memory. */
public final class ImapWorld {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final MailStore store;
    private final ImapSessions sessions;

    public ImapWorld() {
        this(new MemoryStore(InstantSource.fixed(NOW)), ImapLimits.DEFAULT, PlaintextPolicy.ONLY_WITH_TLS);
    }

    public ImapWorld(MailStore store, ImapLimits limits, PlaintextPolicy plaintext) {
        this(store, limits, plaintext, InstantSource.fixed(NOW));
    }

    public ImapWorld(MailStore store, ImapLimits limits, PlaintextPolicy plaintext, InstantSource clock) {
        this.store = store;
        ImapServices services = new ImapServices(
                store,
                authenticator(),
                plaintext,
                new ConnectionCounts(NetSettings.Connections.DEFAULT),
                new Audit(),
                Administration.NONE,
                limits,
                EnumSet.allOf(ImapOption.class),
                new KeptKeys(KeptKeys.MOST),
                clock);
        this.sessions = new ImapSessions(() -> services, "imap");
    }

    /** Who knows the two users. */
    public static Authenticator authenticator() {
        SecureRandom random = new SecureRandom();
        UserDirectory users = new UserDirectory() {
            @Override
            public Optional<User> find(MailAddress address) {
                boolean known = List.of("alice@localhost", "bob@localhost").contains(address.toString());
                return known
                        ? Optional.of(new User(address, new StoredPassword("{PLAIN}secret"), Map.of()))
                        : Optional.empty();
            }

            @Override
            public List<User> all() {
                return List.of();
            }
        };
        return new Authenticator(
                users,
                new Passwords(random),
                new VerifiedLogins(random),
                new Throttle(Throttle.Pace.DEFAULT, InstantSource.fixed(NOW)),
                Optional.of("localhost"));
    }

    public MailStore store() {
        return store;
    }

    public Account alice() throws StoreException {
        return store.open(UserName.of("alice@localhost"));
    }

    /** A connection from loopback; its greeting is read. */
    public ImapDriver connect() {
        ImapDriver driver = connectFrom("127.0.0.1");
        driver.greeting();
        return driver;
    }

    /** A connection whose greeting is still to be read. */
    public ImapDriver connectFrom(String address) {
        return new ImapDriver(sessions, NetUtil.createInetAddressFromIpAddressString(address));
    }

    /** Alice, logged in. */
    public ImapDriver login() {
        ImapDriver driver = connect();
        driver.expect("""
                C: login LOGIN alice secret
                S: login OK [CAPABILITY ...
                """);
        return driver;
    }
}
