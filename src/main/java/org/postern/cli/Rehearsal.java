package org.postern.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Clients that say what most clients say, to a server with the mail of the demo. Any answer but a good one is an error. */
final class Rehearsal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> IMAP = List.of(
            "CAPABILITY",
            "ENABLE CONDSTORE",
            "NAMESPACE",
            "LIST \"\" * RETURN (SUBSCRIBED SPECIAL-USE)",
            "LSUB \"\" *",
            "STATUS Archive (MESSAGES UNSEEN UIDNEXT)",
            "GETQUOTAROOT INBOX",
            "SELECT INBOX",
            "FETCH 1:* (FLAGS)",
            "UID FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)",
            "UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (DATE FROM TO SUBJECT MESSAGE-ID REFERENCES)] PREVIEW)",
            "FETCH 1 (BODY.PEEK[] BINARY.PEEK[1])",
            "STORE 1:2 +FLAGS (\\Seen $Forwarded)",
            "SEARCH UNSEEN",
            "UID SEARCH RETURN (COUNT) SUBJECT lunch",
            "SEARCH TEXT lunch",
            "SORT (REVERSE DATE) UTF-8 ALL",
            "THREAD REFERENCES UTF-8 ALL",
            "CREATE Rehearsed",
            "COPY 1:2 Rehearsed",
            "MOVE 3 Rehearsed",
            "STORE 1 +FLAGS.SILENT (\\Deleted)",
            "EXPUNGE",
            "NOOP",
            "CLOSE",
            "LOGOUT");

    private static final List<String> POP3 = List.of("STAT", "NOOP", "RSET", "QUIT");

    private final Socket socket;
    private final BufferedReader in;

    private Rehearsal(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** A session of an IMAP client. */
    static void imap(int port, String user, String password) throws IOException {
        try (Rehearsal client = new Rehearsal(port)) {
            client.expect("* OK");
            client.say("a LOGIN " + user + " " + password, "a OK");
            for (String command : IMAP) {
                client.say("a " + command, "a OK");
            }
        }
    }

    /** A session of a POP3 client, which reads one message. */
    static void pop3(int port, String user, String password) throws IOException {
        try (Rehearsal client = new Rehearsal(port)) {
            client.expect("+OK");
            client.say("USER " + user, "+OK");
            client.say("PASS " + password, "+OK");
            for (String command : List.of("CAPA", "UIDL", "LIST", "RETR 1")) {
                client.say(command, ".");
            }
            for (String command : POP3) {
                client.say(command, "+OK");
            }
        }
    }

    private void say(String line, String end) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        expect(end);
    }

    /** Reads until a line begins so. */
    private void expect(String end) throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith(end) && !isRefusal(line)) {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(end)) {
            throw new IOException("the rehearsal was answered: " + line);
        }
    }

    private static boolean isRefusal(String line) {
        return line.startsWith("a NO") || line.startsWith("a BAD") || line.startsWith("-ERR");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
