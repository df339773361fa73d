package org.postern.bench;

import java.io.Closeable;
import java.io.IOException;

/** One POP3 session, logged in. An answer that is not +OK is an exception. */
final class Pop3Client implements Closeable {
    private static final WireReader.Ending END = new WireReader.Ending("\r\n.\r\n");

    /** Octets of the shortest message. */
    private static final int SHORTEST = 1000;

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

    /** Sends one command or several; the answers are read by {@link #status}, {@link #lines}, {@link #rest}. */
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

    /** As {@link #lines}, without looking at each of them; how many octets, with those of the dot. */
    long rest() throws IOException {
        long before = wire.in().consumed();
        wire.in().skipPast(END);
        return wire.in().consumed() - before;
    }

    /** RETR of messages from one number to another, a window of commands at once; each must be there. How many octets came. */
    long retrieve(int first, int last, int window) throws IOException {
        long octets = 0;
        for (int next = first; next <= last; next += window) {
            int end = Math.min(last, next + window - 1);
            StringBuilder commands = new StringBuilder();
            for (int i = next; i <= end; i++) {
                commands.append("RETR ").append(i).append("\r\n");
            }
            send(commands.toString());
            for (int i = next; i <= end; i++) {
                octets += message();
            }
        }
        return octets;
    }

    /**
     * A message by the size its status tells, without looking at its octets, which costs more than to send them: no line of the
     * benchmark's mail begins with a dot. How many octets it has.
     */
    private long message() throws IOException {
        String status = status();
        long size = Long.parseLong(status.substring("+OK ".length(), status.indexOf(" octets")));
        wire.in().skip(size);
        wire.in().nextLine();
        if (size < SHORTEST || !wire.in().isDot()) {
            throw new IOException("a message is not whole: " + status);
        }
        return size;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
