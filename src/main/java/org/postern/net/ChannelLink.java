package org.postern.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a session knows of its channel. The event loop writes the volatile fields; anybody reads. */
final class ChannelLink implements Link {
    private static final String LOCAL = "local";

    private final String id;
    private final SocketAddress remote;
    private final AtomicBoolean wakeAsked = new AtomicBoolean();
    private final boolean startTlsOffered;
    private volatile Runnable onWake = () -> {};
    /** Belongs to the worker. */
    private @Nullable Consumer<byte[]> interjections;

    private volatile String tlsDetails = "";
    private volatile boolean open = true;

    ChannelLink(String id, SocketAddress remote, boolean startTlsOffered) {
        this.id = id;
        this.remote = remote;
        this.startTlsOffered = startTlsOffered;
    }

    /** The address in text form, "local" for Unix sockets. */
    static String text(SocketAddress address) {
        return ip(address).map(InetAddress::getHostAddress).orElse(LOCAL);
    }

    private static Optional<InetAddress> ip(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? Optional.ofNullable(inet.getAddress()) : Optional.empty();
    }

    void onWake(Runnable action) {
        onWake = action;
    }

    /** Where lines go that are said while a request is handled; null otherwise. */
    void onInterjection(@Nullable Consumer<byte[]> action) {
        interjections = action;
    }

    @Override
    public void interject(byte[] line) {
        Consumer<byte[]> now = interjections;
        if (now == null) {
            throw new IllegalStateException("no request is being handled");
        }
        now.accept(line);
    }

    void secured(String details) {
        tlsDetails = details;
    }

    void closed() {
        open = false;
    }

    boolean wakeAsked() {
        return wakeAsked.get();
    }

    /** Whether somebody asked since the last call. */
    boolean takeWake() {
        return wakeAsked.get() && wakeAsked.getAndSet(false);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SocketAddress remote() {
        return remote;
    }

    @Override
    public String remoteAddress() {
        return text(remote);
    }

    @Override
    public boolean isLocal() {
        return ip(remote).map(InetAddress::isLoopbackAddress).orElse(true);
    }

    @Override
    public boolean isTls() {
        return !tlsDetails.isEmpty();
    }

    @Override
    public boolean canStartTls() {
        return startTlsOffered && !isTls();
    }

    @Override
    public String tlsDetails() {
        return tlsDetails;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void wake() {
        if (!wakeAsked.get() && wakeAsked.compareAndSet(false, true)) {
            onWake.run();
        }
    }

    @Override
    public String toString() {
        return id + " from " + remoteAddress();
    }
}
