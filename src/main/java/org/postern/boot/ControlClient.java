package org.postern.boot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.postern.config.Settings;

/** Runs operations for a command: in the server when one runs, else here, under the directory's lock. */
public final class ControlClient {
    private final Settings settings;
    private final Clock clock;
    private final ControlJson json = new ControlJson();

    public ControlClient(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Runs one operation.
     *
     * @param body the message that goes with it; empty for most
     * @throws IOException when neither the server nor the directory can be had
     */
    public ControlResponse run(ControlRequest request, InputStream body) throws IOException {
        Optional<SocketChannel> server = connect();
        if (server.isPresent()) {
            try (SocketChannel channel = server.get()) {
                return ask(channel, request, body);
            }
        }
        try (Core core = Core.open(settings, Backend.MAILDIR, clock)) {
            return new Operations(core).run(request, body);
        }
    }

    private ControlResponse ask(SocketChannel channel, ControlRequest request, InputStream body) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
        ControlStream stream = new ControlStream(in, Channels.newOutputStream(channel));
        stream.writeLine(json.write(request));
        if (request.hasMessage()) {
            stream.writeMessage(body);
        }
        return json.readResponse(stream.readLine());
    }

    /** Empty when nobody listens. */
    private Optional<SocketChannel> connect() throws IOException {
        Path path = settings.runDir().resolve(ControlSocket.NAME);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return Optional.of(channel);
        } catch (ConnectException e) {
            channel.close();
            return Optional.empty(); // a dead server's
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
