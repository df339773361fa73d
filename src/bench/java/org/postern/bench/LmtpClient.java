package org.postern.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One LMTP connection, as a mail transfer agent holds it: commands pipelined, a transaction after the other. */
final class LmtpClient implements Closeable {
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Wire wire;

    LmtpClient(Server server) throws IOException {
        this.wire = new Wire(server.lmtpPort());
        expect("220");
        wire.send("LHLO client.bench.test\r\n");
        expect("250");
    }

    /** Delivers to one user; when it returns, the server has the message. */
    void deliver(String user, byte[] message) throws IOException {
        begin(user);
        finish(message);
    }

    /** Everything but the message. */
    void begin(String user) throws IOException {
        wire.send("MAIL FROM:<sender@elsewhere.test>\r\nRCPT TO:<" + user + ">\r\nDATA\r\n");
        expect("250");
        expect("250");
        expect("354");
    }

    /** The message, which has no line that begins with a dot, and the wait for its answer. */
    void finish(byte[] message) throws IOException {
        byte[] whole = Arrays.copyOf(message, message.length + END.length);
        System.arraycopy(END, 0, whole, message.length, END.length);
        wire.send(whole);
        expect("250");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void expect(String code) throws IOException {
        String line;
        do {
            wire.in().nextLine();
            line = wire.in().line();
            if (!line.startsWith(code)) {
                throw new IOException("LMTP: expected " + code + ", got " + line);
            }
        } while (line.startsWith("-", code.length()));
    }
}
