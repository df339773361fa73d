package org.postern.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection that is none: what a session asks of it, and what the session has done to it. */
public final class NoLink implements Link {
    private static final int PORT = 4242;

    private final InetSocketAddress remote;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final StringBuilder interjected = new StringBuilder();
    private boolean tls;
    private boolean offeringTls;

    private NoLink(InetAddress address) {
        this.remote = new InetSocketAddress(address, PORT);
    }

    public static NoLink from(InetAddress address) {
        return new NoLink(address);
    }

    public static NoLink fromLoopback() {
        return new NoLink(InetAddress.getLoopbackAddress());
    }

    public NoLink offeringTls() {
        offeringTls = true;
        return this;
    }

    public void tlsIsUp() {
        tls = true;
    }

    public boolean isWoken() {
        return woken.get();
    }

    /** Whether it was woken since this was asked last. */
    public boolean takeWoken() {
        return woken.getAndSet(false);
    }

    /** What was interjected since this was asked last; each octet is one character. */
    public String takeInterjected() {
        String lines = interjected.toString();
        interjected.setLength(0);
        return lines;
    }

    @Override
    public String id() {
        return "c1";
    }

    @Override
    public SocketAddress remote() {
        return remote;
    }

    @Override
    public String remoteAddress() {
        return remote.getAddress().getHostAddress();
    }

    @Override
    public boolean isLocal() {
        return remote.getAddress().isLoopbackAddress();
    }

    @Override
    public boolean isTls() {
        return tls;
    }

    @Override
    public boolean canStartTls() {
        return offeringTls && !tls;
    }

    @Override
    public String tlsDetails() {
        return tls ? "TLSv1.3 TLS_AES_256_GCM_SHA384" : "";
    }

    @Override
    public void interject(byte[] line) {
        interjected.append(new String(line, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void wake() {
        woken.set(true);
    }
}
