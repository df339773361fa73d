package org.postern.bench;

import java.io.Closeable;
import java.io.IOException;

/** One POP3 session, logged in. An answer that is not +OK is an exception. */
final class Pop3Client implements Closeable {
    private final Wire wire;

    Pop3Client(Server server, String user) throws IOException {
        this.wire = new Wire(server.pop3Port());
        status();
        run("USER " + user);
        run("PASS " + Server.PASSWORD);
    }

    /** A command with an answer of one line. */
    String run(String command) throws IOException {
        send(command + "\r\n");
        return status();
    }

    /** Sends one command or several; the answers are read by {@link #status} and {@link #lines}. */
    void send(String commands) throws IOException {
        wire.send(commands);
    }

    String status() throws IOException {
        wire.in().nextLine();
        String line = wire.in().line();
        if (!line.startsWith("+OK")) {
            throw new IOException("POP3: " + line);
        }
        return line;
    }

    /** What follows a status, up to the dot; how many lines. */
    int lines() throws IOException {
        int count = 0;
        for (wire.in().nextLine(); !wire.in().isDot(); wire.in().nextLine()) {
            count++;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
