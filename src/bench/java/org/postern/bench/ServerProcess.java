package org.postern.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server's first process: started until it greets, ended by TERM. */
final class ServerProcess {
    private static final int PATIENCE_SECONDS = 60;

    private final List<String> command;
    private final Path log;
    private @Nullable Process process;

    ServerProcess(List<String> command, Path log) {
        this.command = List.copyOf(command);
        this.log = log;
    }

    long pid() {
        return running().pid();
    }

    /** Returns when each of the ports, which must be free, greets. */
    void start(int... ports) throws IOException {
        for (int port : ports) {
            requireFree(port);
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        for (int port : ports) {
            awaitGreeting(port);
        }
    }

    void stop() throws IOException {
        Process ending = running();
        List<ProcessHandle> all = ending.descendants().toList();
        ending.destroy();
        try {
            if (!ending.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " does not end");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        all.forEach(ProcessHandle::destroyForcibly); // what outlives its parent would be measured with the next
        process = null;
    }

    /** Or another server would be measured. */
    private static void requireFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IOException("port " + port + " is taken", e);
        }
    }

    private void awaitGreeting(int port) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try (Wire wire = new Wire(port)) {
                wire.in().nextLine();
                return;
            } catch (IOException e) {
                if (!running().isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(command.get(0) + " does not greet:\n" + Files.readString(log), e);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(command.get(0) + " was not started");
        }
        return process;
    }
}
