package org.postern.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection over loopback: one write for each call, and a {@link WireReader}. */
final class Wire implements Closeable {
    private static final int PATIENCE_MILLIS = 600_000;

    private final Socket socket;
    private final OutputStream out;
    private final WireReader in;

    Wire(int port) throws IOException {
        this.socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.out = socket.getOutputStream();
        this.in = new WireReader(socket.getInputStream());
    }

    WireReader in() {
        return in;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    void send(byte[] octets) throws IOException {
        out.write(octets);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
