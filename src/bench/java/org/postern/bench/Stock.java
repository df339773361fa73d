package org.postern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The mail of the benchmark, and mailboxes full of it. Where a server adopts message files they are put into its cur/ under
 * names with sizes, in its own line ends; elsewhere they are appended, many at once. Every second message is \Seen, every
 * twentieth \Flagged.
 */
final class Stock {
    static final int FLAGGED_EVERY = 20;

    private static final int SAMPLES = 512;
    private static final int AT_ONCE = 500;
    private static final int AGENTS = 8;

    private final Mail mail;
    private final List<byte[]> samples = new ArrayList<>();
    private final Set<String> filled = new HashSet<>();
    private int usersTaken;

    Stock(long seed) {
        this.mail = new Mail(seed);
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(mail.message(i));
        }
    }

    /** One of some hundred messages that are made already; any number. */
    byte[] sample(int number) {
        return samples.get(Math.floorMod(number, SAMPLES));
    }

    /** Users that no other scenario uses; the number of the first. */
    int takeUsers(int count) {
        usersTaken += count;
        if (usersTaken > Server.USERS) {
            throw new IllegalStateException("more than " + Server.USERS + " users");
        }
        return usersTaken - count;
    }

    /** Fills the INBOX of a user that the server has not seen yet, and lets the server look at it once; only the first time. */
    void fill(Server server, String user, int messages) throws IOException {
        if (!filled.add(server.name() + " " + user)) {
            return;
        }
        if (server.maildir(user).isPresent()) {
            place(server.maildir(user).orElseThrow(), messages);
        } else {
            append(server, user, messages);
        }
        try (ImapClient client = new ImapClient(server, user)) {
            client.run("SELECT INBOX");
            client.run("FETCH 1:* (FLAGS)").requireFetches(messages);
        }
    }

    /** Delivers short messages to a user whose mailbox is empty, by several connections at once; only the first time. */
    void deliverShort(Server server, String user, int messages) throws IOException {
        deliver(server, user, messages, mail::shortMessage);
    }

    /** The same with messages of a megabyte. */
    void deliverLong(Server server, String user, int messages) throws IOException {
        deliver(server, user, messages, mail::longMessage);
    }

    private void deliver(Server server, String user, int messages, IntFunction<byte[]> made) throws IOException {
        if (!filled.add(server.name() + " " + user)) {
            return;
        }
        ExecutorService agents = Executors.newFixedThreadPool(AGENTS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < AGENTS; i++) {
                int first = i;
                running.add(agents.submit(() -> delivered(
                        server,
                        user,
                        IntStream.range(0, messages)
                                .filter(n -> n % AGENTS == first)
                                .mapToObj(made))));
            }
            int delivered = 0;
            for (Future<Integer> agent : running) {
                delivered += agent.get();
            }
            if (delivered != messages) {
                throw new IOException(delivered + " messages instead of " + messages);
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException(e);
        } finally {
            agents.shutdownNow();
        }
    }

    /** How many were delivered. */
    private static int delivered(Server server, String user, Stream<byte[]> messages) throws IOException {
        int delivered = 0;
        try (LmtpClient client = new LmtpClient(server)) {
            for (Iterator<byte[]> each = messages.iterator(); each.hasNext(); ) {
                client.deliver(user, each.next());
                delivered++;
            }
        }
        return delivered;
    }

    private void place(Server.Maildir maildir, int messages) throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.path().resolve(part));
        }
        Path cur = maildir.path().resolve("cur");
        IntStream.range(0, messages).parallel().forEach(i -> write(cur, i, maildir.lineEnd()));
        if (maildir.owner().isPresent()) {
            Processes.run("chown", "-R", maildir.owner().get(), maildir.home().toString());
        }
    }

    private void write(Path cur, int number, Server.LineEnd lineEnd) {
        byte[] message = mail.message(number);
        byte[] stored = lineEnd == Server.LineEnd.CRLF ? message : Mail.withBareLineFeeds(message);
        String letters = (number % FLAGGED_EVERY == 0 ? "F" : "") + (number % 2 == 0 ? "S" : "");
        String name = "%d.M%06dP1.bench,S=%d,W=%d:2,%s"
                .formatted(1_700_000_000L + number, number, stored.length, message.length, letters);
        try {
            Files.write(cur.resolve(name), stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(Server server, String user, int messages) throws IOException {
        try (ImapClient client = new ImapClient(server, user)) {
            for (int from = 0; from < messages; from += AT_ONCE) {
                client.append(
                        "INBOX",
                        IntStream.range(from, Math.min(messages, from + AT_ONCE))
                                .mapToObj(this::upload)
                                .toList());
            }
        }
    }

    private Upload upload(int number) {
        String flags = (number % FLAGGED_EVERY == 0 ? "\\Flagged " : "") + (number % 2 == 0 ? "\\Seen" : "");
        return new Upload("(" + flags.strip() + ")", mail.message(number));
    }
}
