package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.postern.store.Account;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.SampleSummarizer;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** A store on a directory, with one account, and short words for what tests do to it from within and from outside. */
final class Stage implements AutoCloseable {
    static final UserName ALICE = UserName.of("alice@example.org");
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Path mail;
    private final MaildirStore store;

    private Stage(Path mail, MaildirStore store) {
        this.mail = mail;
        this.store = store;
    }

    /** So small that every limit is met often. */
    static final Tuning SMALL = new Tuning(
            1, 3, 400, 200, 2, 20, Tuning.Purging.DEFAULT, Tuning.Indexing.DEFAULT, new Tuning.Blocks(256, 2048));

    static final MaildirSettings SETTINGS = MaildirSettings.of("test").withSummarizer(new SampleSummarizer(1));

    static Stage open(Path mail, MaildirStore.Machine machine) throws StoreException {
        return open(mail, machine, SETTINGS);
    }

    static Stage open(Path mail, MaildirStore.Machine machine, MaildirSettings settings) throws StoreException {
        return open(mail, machine, settings, Clock.systemUTC());
    }

    static Stage open(Path mail, MaildirStore.Machine machine, MaildirSettings settings, InstantSource clock)
            throws StoreException {
        return new Stage(mail, MaildirStore.open(machine, mail, settings, clock, new Random(7)));
    }

    static Stage open(Path mail) throws StoreException {
        return open(mail, new MaildirStore.Machine(new DiskFiles(), KernelLookout::open, Tuning.DEFAULT));
    }

    MaildirStore store() {
        return store;
    }

    Account alice() throws StoreException {
        return store.open(ALICE);
    }

    Mailbox inbox() throws StoreException {
        return alice().open(MailboxName.INBOX);
    }

    /** The directory of alice's INBOX. */
    Path root() {
        return root(mail);
    }

    /** The same of the store in a directory. */
    static Path root(Path mail) {
        return mail.resolve("example.org/alice");
    }

    Path cur() {
        return root().resolve("cur");
    }

    Path fresh() {
        return root().resolve("new");
    }

    /** What another program would deliver. */
    Path drop(String directory, String name, String text) throws IOException {
        Path tmp = Files.writeString(root().resolve("tmp").resolve(name), text, ISO_8859_1);
        return Files.move(tmp, root().resolve(directory).resolve(name));
    }

    long put(Mailbox mailbox, String text, Flags flags) throws StoreException {
        try (Spool spool = store.spool()) {
            spool.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
            try (SpooledMessage message = spool.seal()) {
                return mailbox.append(List.of(Arrival.last(message, flags, NOON)))
                        .min();
            }
        }
    }

    static String text(Mailbox mailbox, long uid) throws StoreException, IOException {
        try (MessageBody body = mailbox.body(uid)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(body.size()));
            while (all.hasRemaining() && body.read(all.position(), all) > 0) {}
            return new String(all.array(), 0, all.position(), ISO_8859_1);
        }
    }

    /** The only file in a directory of the INBOX. */
    static Path only(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = all.toList();
            if (files.size() != 1) {
                throw new AssertionError("not one file: " + files);
            }
            return files.get(0);
        }
    }

    static Flags flags(Mailbox mailbox, long uid) throws StoreException {
        MailboxSnapshot now = mailbox.refresh();
        return now.flags(now.indexOf(uid));
    }

    @Override
    public void close() {
        store.close();
    }
}
