package org.postern.transcript;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.postern.net.TrustAll;

/** A client's end of one connection. Octets are characters 0 to 255. Every wait has a deadline. */
final class Peer implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 60_000;
    private static final Pattern LITERAL = Pattern.compile("~?\\{(\\d+)\\}$");

    private final Deque<String> putBack = new ArrayDeque<>();
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private Optional<Deflate> deflate = Optional.empty();

    Peer(InetAddress from, InetSocketAddress server) throws IOException {
        socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(server, DEADLINE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(DEADLINE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void startTls() throws IOException {
        SSLSocket tls = (SSLSocket) TrustAll.context()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
        out = tls.getOutputStream();
    }

    void send(String octets, Cut cut) throws IOException {
        for (String packet : packets(octets, cut)) {
            out.write(packet.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    private List<String> packets(String octets, Cut cut) {
        if (deflate.isEmpty()) {
            return cut.packets(octets);
        }
        Deflate compressor = deflate.get();
        return cut == Cut.OCTET
                ? cut.packets(compressor.flushed(octets))
                : cut.packets(octets).stream().map(compressor::flushed).toList();
    }

    /** From now on both ways are compressed; what has been read already is not. */
    void compress() {
        Deflate both = new Deflate();
        deflate = Optional.of(both);
        in = both.inflating(in);
    }

    /** From now on nothing is compressed; the server has ended its stream. */
    void compressNoMore() throws IOException {
        Deflate both = deflate.orElseThrow();
        in = both.behind();
        deflate = Optional.empty();
    }

    /** Some lines, joined by CRLF, without the last line end. */
    String lines(int count) throws IOException {
        StringBuilder lines = new StringBuilder(line());
        for (int i = 1; i < count; i++) {
            lines.append("\r\n").append(line());
        }
        return lines.toString();
    }

    /** One IMAP response: a line, and when it ends in a literal, the literal and what follows it. */
    String response() throws IOException {
        StringBuilder response = new StringBuilder(line());
        Matcher m = LITERAL.matcher(response);
        while (m.find()) {
            response.append("\r\n").append(octets(Integer.parseInt(m.group(1)))).append(line());
            m = LITERAL.matcher(response);
        }
        return response.toString();
    }

    /** Lets a line be read again, before anything else. */
    void putBack(String line) {
        putBack.addFirst(line);
    }

    /** Waits for the end of the connection, and fails when something else comes. */
    void expectEnd() throws IOException {
        int octet;
        try {
            octet = in.read();
        } catch (java.net.SocketException | javax.net.ssl.SSLException e) {
            return; // a reset is an end too
        }
        if (octet >= 0) {
            throw new IOException("instead of closing: " + (char) octet + line());
        }
    }

    private String line() throws IOException {
        if (!putBack.isEmpty()) {
            return putBack.removeFirst();
        }
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException(line.length() == 0 ? "closed" : "closed after: " + line);
            }
            int last = line.length() - 1;
            if (octet == '\n' && last >= 0 && line.charAt(last) == '\r') {
                line.setLength(last);
                return line.toString();
            }
            line.append((char) octet);
        }
    }

    private String octets(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException("closed inside a literal");
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
