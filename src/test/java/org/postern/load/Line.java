package org.postern.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client's end of one connection; every wait has a deadline. */
final class Line implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 60_000;
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

    private final Socket socket;
    private final InputStream in;
    private int tag;

    Line(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(DEADLINE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One line without its end. */
    String read() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("closed after: " + line);
            }
            line.append((char) octet);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** One IMAP response with its literals. */
    String response() throws IOException {
        StringBuilder response = new StringBuilder(read());
        for (Matcher m = LITERAL.matcher(response); m.find(); m = LITERAL.matcher(response)) {
            byte[] literal = in.readNBytes(Integer.parseInt(m.group(1)));
            response.append("\r\n")
                    .append(new String(literal, StandardCharsets.ISO_8859_1))
                    .append(read());
        }
        return response.toString();
    }

    /** An IMAP command: its untagged responses and last the tagged one, without its tag. */
    List<String> imap(String command) throws IOException {
        String mine = "t" + tag++;
        send(mine + " " + command + "\r\n");
        return untilTagged(mine);
    }

    /** IDLE until anything is told; {@code all} as {@link #imap}. */
    List<String> idle() throws IOException {
        String mine = "t" + tag++;
        send(mine + " IDLE\r\n");
        List<String> all = new ArrayList<>();
        for (String line = response(); !line.startsWith("+"); line = response()) {
            all.add(line);
        }
        all.add(response());
        send("DONE\r\n");
        all.addAll(untilTagged(mine));
        return all;
    }

    private List<String> untilTagged(String mine) throws IOException {
        List<String> all = new ArrayList<>();
        String response = response();
        while (!response.startsWith(mine + " ")) {
            all.add(response);
            response = response();
        }
        all.add(response.substring(mine.length() + 1));
        return all;
    }

    /** A POP3 or LMTP exchange of one line each way. */
    String ask(String command) throws IOException {
        send(command + "\r\n");
        return read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
