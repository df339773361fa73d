package org.postern.transcript;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Repeats what it hears, "|" for a line end; says "+" to a literal that waits, unless it is deaf; leaves after "bye". */
final class EchoServer implements TranscriptServer {
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    EchoServer() throws IOException {
        Thread thread = new Thread(this::accept, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                answer(socket);
            } catch (IOException e) {
                // a client that went away, or the end: the loop knows
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = socket.getOutputStream();
        String line = "";
        while (!line.equals("bye")) {
            line = exactLine(in);
            boolean waiting = line.matches(".*\\{\\d+\\}");
            String answer = line.replace("|", "\r\n") + "\r\n";
            out.write((waiting ? literal(in, out, line) : answer).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static String literal(BufferedReader in, OutputStream out, String line) throws IOException {
        int size = Integer.parseInt(line.replaceAll(".*\\{(\\d+)\\}", "$1"));
        if (line.startsWith("x ")) {
            return "no\r\n";
        }
        out.write("+ \r\n".getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder octets = new StringBuilder();
        while (octets.length() < size) {
            octets.append((char) in.read());
        }
        return line + "\r\n" + octets + exactLine(in) + "\r\n";
    }

    private static String exactLine(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || !line.substring(line.length() - 2).equals("\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("the client left");
            }
            line.append((char) octet);
        }
        return line.substring(0, line.length() - 2);
    }

    @Override
    public InetSocketAddress at(Protocol protocol, Transport transport) {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    @Override
    public void append(String address, String mailbox, Fixtures.Message message) {}

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
