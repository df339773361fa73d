package org.postern.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One IMAP session, logged in. Answers are counted; a command that is not answered with OK is an exception. */
final class ImapClient implements Closeable {
    private final Wire wire;
    private final String user;
    private int tag;
    private Set<String> capabilities = Set.of();

    /**
     * What came for a command.
     *
     * @param fetches untagged FETCH responses
     * @param octets all of it
     */
    record Answer(int fetches, long octets) {
        Answer requireFetches(int expected) throws IOException {
            if (fetches != expected) {
                throw new IOException("expected " + expected + " FETCH responses, got " + fetches);
            }
            return this;
        }
    }

    ImapClient(Server server, String user) throws IOException {
        this.user = user;
        this.wire = new Wire(server.imapPort());
        wire.in().nextLine();
        run("LOGIN " + user + " " + Server.PASSWORD);
    }

    Answer run(String command) throws IOException {
        return run(command, line -> {});
    }

    /** Also hands on the first line of each untagged response that is no FETCH. */
    Answer run(String command, Consumer<String> untagged) throws IOException {
        byte[] expected = nextTag();
        wire.send(new String(expected, StandardCharsets.US_ASCII) + command + "\r\n");
        return answer(expected, command, untagged);
    }

    /** APPEND of one message or, where the server can, of several at once. */
    void append(String mailbox, List<Upload> uploads) throws IOException {
        byte[] expected = nextTag();
        String before = new String(expected, StandardCharsets.US_ASCII) + "APPEND " + mailbox;
        for (Upload upload : uploads) {
            String announced = before + " " + upload.flags() + " {" + upload.message().length + "+}\r\n";
            wire.send(join(announced.getBytes(StandardCharsets.US_ASCII), upload.message()));
            before = "";
        }
        wire.send("\r\n");
        answer(expected, "APPEND", line -> {});
    }

    /** Starts IDLE; the server has confirmed it when this returns. */
    void idle() throws IOException {
        wire.send(new String(nextTag(), StandardCharsets.US_ASCII) + "IDLE\r\n");
        do {
            wire.in().nextLine();
        } while (!wire.in().startsWith('+'));
    }

    /** While in IDLE: waits for a line that says how many messages there are. */
    void awaitExists() throws IOException {
        do {
            wire.in().nextLine();
        } while (!wire.in().line().endsWith(" EXISTS"));
    }

    boolean can(String capability) throws IOException {
        if (capabilities.isEmpty()) {
            run(
                    "CAPABILITY",
                    line -> capabilities =
                            Set.of(line.substring("* CAPABILITY ".length()).split(" ")));
        }
        return capabilities.contains(capability);
    }

    /** LOGOUT, answered. */
    void logout() throws IOException {
        run("LOGOUT");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private byte[] nextTag() {
        tag++;
        return (tag + " ").getBytes(StandardCharsets.US_ASCII);
    }

    private Answer answer(byte[] expected, String command, Consumer<String> untagged) throws IOException {
        WireReader in = wire.in();
        long before = in.consumed();
        int fetches = 0;
        while (true) {
            in.nextLine();
            if (in.startsWith(expected)) {
                requireOk(command, in.line().substring(expected.length));
                return new Answer(fetches, in.consumed() - before);
            }
            if (in.isFetch()) {
                fetches++;
            } else if (in.startsWith('*')) {
                untagged.accept(in.line());
            }
            for (long literal = in.literal(); literal >= 0; literal = in.literal()) {
                in.skip(literal);
                in.nextLine();
            }
        }
    }

    private void requireOk(String command, String completion) throws IOException {
        if (!completion.startsWith("OK")) {
            throw new IOException(user + ": " + command + " was answered: " + completion);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
