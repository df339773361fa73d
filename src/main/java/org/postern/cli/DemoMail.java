package org.postern.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.postern.boot.Core;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** The mail that a demo begins with, sent by LMTP as any other. */
final class DemoMail {
    /** The oldest first. */
    private static final List<Letter> LETTERS = List.of(
            new Letter("welcome", "alice@localhost"),
            new Letter("welcome", "bob@localhost"),
            new Letter("lunch", "alice@localhost"),
            new Letter("lunch-reply", "bob@localhost"),
            new Letter("lunch-reply-again", "alice@localhost"),
            new Letter("newsletter", "alice@localhost"),
            new Letter("holiday", "alice@localhost"),
            new Letter("umlauts", "alice@localhost"),
            new Letter("list", "alice+Archive@localhost"),
            new Letter("invoice", "alice@localhost"),
            new Letter("forwarded", "alice@localhost"),
            new Letter("utf8", "bob@localhost"),
            new Letter("plain", "alice@localhost"));

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofHours(5);

    private final int port;
    private final Instant now;

    private record Letter(String file, String recipient) {}

    DemoMail(int port, Instant now) {
        this.port = port;
        this.now = now;
    }

    /** Sends it if alice has none yet. */
    void sendUnlessThere(Core core) throws IOException {
        try {
            UserName alice = new UserName("alice@localhost");
            if (core.store().open(alice).status(MailboxName.INBOX).messages() == 0) {
                send();
            }
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void send() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            say(out, in, "LHLO localhost", "250");
            for (int i = 0; i < LETTERS.size(); i++) {
                Letter letter = LETTERS.get(i);
                Instant date = now.minus(BETWEEN.multipliedBy(LETTERS.size() - i));
                say(out, in, "MAIL FROM:<demo@localhost> BODY=8BITMIME SMTPUTF8", "250");
                say(out, in, "RCPT TO:<" + letter.recipient() + ">", "250");
                say(out, in, "DATA", "354");
                out.write(text(letter.file(), date).getBytes(StandardCharsets.UTF_8));
                say(out, in, ".", "250");
            }
            say(out, in, "QUIT", "221");
        }
    }

    /** With CRLF, dots doubled (RFC 5321 4.5.2), and the date it has in this demo. */
    private static String text(String file, Instant date) throws IOException {
        try (InputStream in = DemoMail.class.getResourceAsStream("demo/" + file + ".eml")) {
            if (in == null) {
                throw new IOException("the sample mail " + file + " is not in this program");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String dated = text.replace("@DATE@", DATE.format(date.atOffset(ZoneOffset.UTC)));
            StringBuilder lines = new StringBuilder();
            dated.lines()
                    .forEach(line -> lines.append(line.startsWith(".") ? "." : "")
                            .append(line)
                            .append("\r\n"));
            return lines.toString();
        }
    }

    private static void say(OutputStream out, BufferedReader in, String line, String expected) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        expect(in, expected);
    }

    /** All lines of one answer; every recipient's is one of its own, but there is only one. */
    private static void expect(BufferedReader in, String code) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith(code + "-")) {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(code)) {
            throw new IOException("sample mail was not taken: " + line);
        }
    }
}
