package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.audit.Audit;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

/** A small post office for tests: a store in memory and the users alice, bob and tom+jerry at example.org. */
public final class Post {
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:11:12Z"), ZoneOffset.UTC);

    private static final Set<String> USERS =
            Set.of("alice@example.org", "bob@example.org", "tom+jerry@example.org", "jörg@example.org");

    public final MemoryStore memory = new MemoryStore(CLOCK);
    public final TrickyStore store = new TrickyStore(memory);
    public DeliverySettings settings = DeliverySettings.of("mx.example.org");
    public boolean usersUnreadable;
    /** Of the server. */
    public Optional<String> postmaster = Optional.empty();
    /** Users who have been removed. */
    public final Set<String> gone = new HashSet<>();

    private final ListAppender<ILoggingEvent> audited = new ListAppender<>();
    public final Audit audit = new Audit(logger());
    /** Aliases by address, or catch-alls by "@domain". */
    public final Map<String, List<String>> aliases = new HashMap<>();
    /** Forward addresses by user. */
    public final Map<String, List<String>> forwards = new HashMap<>();
    /** Where reports go that deliveries make, and forwarded mail; by itself it keeps nothing. */
    private OutgoingQueue queue = nowhere();

    public final Delivery delivery =
            new Delivery(store, new Users(), () -> settings, new Reporting(audit, () -> queue), CLOCK);

    RecipientResolver resolver() {
        return new RecipientResolver(new Users());
    }

    public Settlement settlement(OutgoingQueue bounces) {
        queue = bounces;
        return new Settlement(bounces, audit);
    }

    /** Delivers to recipients who all must be right, and closes everything. */
    public List<Outcome> deliver(Envelope envelope, String message, String... recipients) {
        try (Transaction transaction = delivery.begin(envelope)) {
            for (String recipient : recipients) {
                assertThat(transaction.addRecipient(Address.parse(recipient))).isEqualTo(Outcome.RECIPIENT_OK);
            }
            transaction.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1)));
            List<Outcome> outcomes = new ArrayList<>();
            try (Distribution distribution = transaction.finish()) {
                while (distribution.hasNext()) {
                    outcomes.add(distribution.next().outcome());
                }
            }
            return outcomes;
        }
    }

    private final class Users implements LocalUsers {
        @Override
        public Optional<UserName> find(UserName address) throws IOException {
            return Post.this.find(address);
        }

        @Override
        public Optional<List<Address>> aliasTargets(UserName address) {
            return named(address.address());
        }

        @Override
        public Optional<List<Address>> catchAll(String domain) {
            return named("@" + domain);
        }

        @Override
        public Optional<List<Address>> forwarding(UserName user) {
            return Optional.ofNullable(forwards.get(user.address())).map(Post::addresses);
        }

        @Override
        public Optional<Address> postmaster() {
            return postmaster.map(Address::parse);
        }

        @Override
        public boolean isLocal(String domain) {
            return domain.equals("example.org");
        }

        private Optional<List<Address>> named(String key) {
            return Optional.ofNullable(aliases.get(key)).map(Post::addresses);
        }
    }

    private static List<Address> addresses(List<String> all) {
        return all.stream().map(Address::parse).toList();
    }

    private static OutgoingQueue nowhere() {
        return new OutgoingQueue(
                new QueueDirectory(Path.of("/dev/null/queue")),
                () -> (mail, message) -> OutgoingRoute.Attempt.later(""),
                () -> new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty()),
                new Audit(),
                CLOCK);
    }

    private Optional<UserName> find(UserName address) throws IOException {
        if (usersUnreadable) {
            throw new IOException("users cannot be read");
        }
        String name = address.address();
        if (gone.contains(name)) {
            return Optional.empty();
        }
        boolean many = name.matches("user\\d+@example\\.org");
        return USERS.contains(name) || many ? Optional.of(address) : Optional.empty();
    }

    private Logger logger() {
        Logger logger = new LoggerContext().getLogger("audit");
        audited.start();
        logger.addAppender(audited);
        return logger;
    }

    /** The lines of the audit log. */
    public List<String> audit() {
        return audited.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Every message of a mailbox, each octet one character. */
    public List<String> mail(String user, String mailbox) {
        try (Mailbox open = memory.open(UserName.of(user)).open(MailboxName.of(mailbox))) {
            MailboxSnapshot snapshot = open.refresh();
            List<String> all = new ArrayList<>();
            for (int row = 0; row < snapshot.size(); row++) {
                try (MessageBody body = open.body(snapshot.uid(row))) {
                    all.add(text(body));
                }
            }
            return all;
        } catch (StoreException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(MessageBody body) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate((int) body.size());
        while (octets.hasRemaining() && body.read(octets.position(), octets) > 0) {}
        return new String(octets.array(), 0, octets.position(), StandardCharsets.ISO_8859_1);
    }

    /** The only message of the INBOX. */
    public String onlyMail(String user) {
        List<String> all = mail(user, "INBOX");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Nothing stays open when all is done. */
    public void assertNoLeaks() {
        assertThat(memory.openSpools()).as("open spools").isZero();
        assertThat(memory.openBodies()).as("open bodies").isZero();
    }
}
