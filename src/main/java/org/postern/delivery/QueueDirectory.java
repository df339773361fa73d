package org.postern.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.delivery.Outgoing.Purpose;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait, one file each: lines {@code to: address} and {@code created: instant}; of a message that is not
 * our own also {@code sent-to: address} and, unless it is empty, {@code from: address}; of a forwarded one
 * {@code forwarded-by: address}; of one for a mailbox that is known {@code user: address} and perhaps
 * {@code detail: folder}; an empty line; the message. A file is
 * complete and on disk before it gets its name, and never changed afterwards; how far it has come stands beside it
 * ({@link QueueNotes}). Not thread-safe for one message; different messages may be handled at once.
 */
public final class QueueDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(QueueDirectory.class);
    private static final Map<Purpose, String> SUFFIXES =
            Map.of(Purpose.REPORT, ".bounce", Purpose.FORWARD, ".forward", Purpose.LOCAL, ".local");
    static final String UNFINISHED = ".tmp";
    /** Octets: four addresses at their longest of {@link Address#MAX_LENGTH} characters beyond ASCII, and some words. */
    private static final int MAX_HEAD = 8 * 1024;

    private final Path directory;
    private final QueueNotes notes;

    /** The directory is made when the first message comes. */
    public QueueDirectory(Path directory) {
        this.directory = directory;
        this.notes = new QueueNotes(directory);
    }

    /** Every message in the directory, in no order; what cannot be read is logged and left alone. */
    List<Outgoing> load() throws IOException {
        List<Outgoing> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(UNFINISHED) || isLeftOver(name)) {
                Files.deleteIfExists(file);
            } else {
                SUFFIXES.values().stream()
                        .filter(name::endsWith)
                        .findFirst()
                        .flatMap(suffix -> read(file, name.substring(0, name.length() - suffix.length())))
                        .filter(mail -> file.equals(file(mail)))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** A note about a message that has gone. */
    private boolean isLeftOver(String name) {
        return name.endsWith(QueueNotes.SUFFIX)
                && SUFFIXES.values().stream()
                        .map(name.substring(0, name.length() - QueueNotes.SUFFIX.length())::concat)
                        .noneMatch(message -> Files.exists(directory.resolve(message), LinkOption.NOFOLLOW_LINKS));
    }

    private static Optional<Outgoing> read(Path file, String id) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Map<String, String> head = head(in).lines()
                    .collect(Collectors.toMap(
                            line -> line.substring(0, colon(line)), line -> line.substring(colon(line) + 2)));
            return Optional.of(outgoing(id, head));
        } catch (IOException | IllegalArgumentException | IllegalStateException | DateTimeException e) {
            LOG.error("queue file {} cannot be read and is left alone", file, e);
            return Optional.empty();
        }
    }

    private static Outgoing outgoing(String id, Map<String, String> head) {
        Address to = Address.parse(required(head, "to"));
        Optional<Address> forwardedBy = address(head, "forwarded-by");
        // Earlier versions did not write whom a message was sent to.
        Optional<Address> sentTo = address(head, "sent-to").or(() -> forwardedBy);
        Optional<Recipient> mailbox = Optional.ofNullable(head.get("user"))
                .map(user -> new Recipient(to, UserName.of(user), Optional.ofNullable(head.get("detail"))));
        Instant created = Instant.parse(required(head, "created"));
        return new Outgoing(id, address(head, "from"), to, sentTo, forwardedBy, mailbox, created);
    }

    private static Optional<Address> address(Map<String, String> head, String key) {
        return Optional.ofNullable(head.get(key)).map(Address::parse);
    }

    private static int colon(String line) {
        int colon = line.indexOf(": ");
        if (colon < 0) {
            throw new IllegalArgumentException("a line of the head has no colon");
        }
        return colon;
    }

    private static String required(Map<String, String> head, String key) {
        return Optional.ofNullable(head.get(key))
                .orElseThrow(() -> new IllegalArgumentException("no line '" + key + "'"));
    }

    private static String head(Outgoing mail) {
        StringBuilder head = new StringBuilder("to: " + mail.to() + "\ncreated: " + mail.created() + "\n");
        mail.sentTo().ifPresent(sentTo -> line(head, "sent-to", sentTo));
        mail.forwardedBy().ifPresent(by -> line(head, "forwarded-by", by));
        mail.from().ifPresent(from -> line(head, "from", from));
        mail.mailbox().ifPresent(mailbox -> line(head, "user", mailbox.user().address()));
        mail.mailbox().flatMap(Recipient::detail).ifPresent(detail -> line(head, "detail", detail));
        return head.append('\n').toString();
    }

    private static void line(StringBuilder head, String key, Object value) {
        head.append(key).append(": ").append(value).append('\n');
    }

    /** Durable when it returns. */
    void add(Outgoing mail, Content message) throws IOException {
        make();
        Path unfinished = directory.resolve(mail.id() + UNFINISHED);
        try {
            write(unfinished, head(mail).getBytes(StandardCharsets.UTF_8), message);
            Files.move(unfinished, file(mail), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        sync(directory);
    }

    private void make() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            sync(Objects.requireNonNull(directory.toAbsolutePath().getParent()));
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void write(Path file, byte[] head, Content message) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel out = FileChannel.open(file, fresh, mode);
                InputStream in = message.open()) {
            ByteBuffer first = ByteBuffer.wrap(head);
            while (first.hasRemaining()) {
                out.write(first);
            }
            if (in.transferTo(Channels.newOutputStream(out)) != message.size()) {
                throw new IOException("a message ended early");
            }
            out.force(true);
        }
    }

    /** The message itself, which is read from its file when it is opened. */
    Content message(Outgoing mail) throws IOException {
        Path file = file(mail);
        int start;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            start = head(in).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        long size = Files.size(file) - start;
        return new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() throws IOException {
                return from(file, start);
            }
        };
    }

    private static InputStream from(Path file, int start) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(start);
        return in;
    }

    /** What is known of earlier attempts. */
    Optional<Attempts> attempts(Outgoing mail) {
        return notes.read(mail.id());
    }

    /** Notes an attempt, for the next start; whether that works is not the message's concern. */
    void note(Outgoing mail, Attempts attempts) {
        notes.write(mail.id(), attempts);
    }

    /** The message first: a note that stays behind harms nobody. */
    void remove(Outgoing mail) throws IOException {
        Files.deleteIfExists(file(mail));
        notes.remove(mail.id());
    }

    private Path file(Outgoing mail) {
        return directory.resolve(mail.id() + SUFFIXES.get(mail.purpose()));
    }

    /** Everything before the first empty line. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = -1;
        for (int octet = in.read(); octet >= 0 && head.size() < MAX_HEAD; octet = in.read()) {
            if (octet == '\n' && last == '\n') {
                return head.toString(StandardCharsets.UTF_8);
            }
            head.write(octet);
            last = octet;
        }
        throw new IOException("no head");
    }
}
