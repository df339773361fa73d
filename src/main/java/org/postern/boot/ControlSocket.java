package org.postern.boot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where commands reach a running server: a Unix socket that only its owner may open. A connection is one request, its
 * message if it has one, and one response. Requests run on a few threads of their own.
 */
final class ControlSocket implements AutoCloseable {
    /** In the run directory. */
    static final String NAME = "control.sock";

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final int THREADS = 8;
    private static final int PATIENCE_SECONDS = 5;

    private final Path path;
    private final ServerSocketChannel server;
    private final Operations operations;
    private final ControlJson json = new ControlJson();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    private ControlSocket(Path path, ServerSocketChannel server, Operations operations) {
        this.path = path;
        this.server = server;
        this.operations = operations;
        this.threads = Executors.newFixedThreadPool(1 + THREADS, task -> {
            Thread thread = new Thread(task, "postern-control");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens; what a dead server left is removed, which is safe for whoever holds the directory's lock. */
    static ControlSocket listen(Path path, Operations operations) throws IOException {
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path)); // in a directory that is its owner's alone
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw new IOException("control socket " + path + ": " + e.getMessage(), e);
        }
        ControlSocket socket = new ControlSocket(path, server, operations);
        socket.threads.execute(socket::accept);
        return socket;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (ClosedChannelException | RejectedExecutionException e) {
                return; // the server stops
            } catch (IOException e) {
                LOG.warn("a command could not connect", e);
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                InputStream in = new BufferedInputStream(Channels.newInputStream(client))) {
            ControlStream stream = new ControlStream(in, Channels.newOutputStream(client));
            ControlRequest request = json.readRequest(stream.readLine());
            InputStream message = request.hasMessage() ? stream.message() : InputStream.nullInputStream();
            ControlResponse response = operations.run(request, message);
            message.transferTo(OutputStream.nullOutputStream()); // who still writes would not read the answer
            stream.writeLine(json.write(response));
        } catch (IOException e) {
            LOG.debug("a command went away", e);
        } finally {
            open.remove(client);
        }
    }

    /** Lets commands that run finish, for a while. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                for (SocketChannel client : open) {
                    client.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
