package org.postern.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A blocking client that gives up after ten seconds of silence. */
final class ToyClient implements AutoCloseable {
    private Socket socket;
    private InputStream in;

    ToyClient(int port) throws IOException {
        this(plain(port));
    }

    private ToyClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static ToyClient tls(int port) throws IOException {
        return new ToyClient(secure(plain(port)));
    }

    private static Socket plain(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static Socket secure(Socket plain) throws IOException {
        SSLSocket tls = (SSLSocket)
                TrustAll.context().getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        tls.startHandshake();
        return tls;
    }

    void startTls() throws IOException {
        socket = secure(socket);
        in = new BufferedInputStream(socket.getInputStream());
    }

    ToyClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next line without its end; "" and nothing more at the end of the stream is told as "(end)". */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return "(end)";
        }
        while (c >= 0 && c != '\n') {
            if (c != '\r') {
                line.write(c);
            }
            c = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    byte[] octets(int count) throws IOException {
        return in.readNBytes(count);
    }

    void skip(long count) throws IOException {
        in.skipNBytes(count);
    }

    /** Everything up to the end of the stream. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
