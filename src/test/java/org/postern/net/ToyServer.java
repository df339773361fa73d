package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.postern.audit.Audit;

/** Listeners with the toy protocol, in the clear and with TLS; when closed, proves that everything was given back. */
final class ToyServer implements AutoCloseable {
    static final NetSettings SETTINGS = NetSettings.DEFAULT.withThreads(new NetSettings.Threads(2, 8, 4));

    final ToyProtocol toy;
    final Listeners listeners;
    private final long spare;

    ToyServer(NetSettings settings, ToyProtocol toy, Path tlsDirectory, Transport transport) throws IOException {
        this.toy = toy;
        this.spare = settings.batches().spare();
        TlsSelfSigned files =
                new TlsSelfSigned(tlsDirectory, "mail.example.org", InstantSource.system(), new SecureRandom());
        files.ensure();
        TlsContexts tls =
                new TlsContexts(new TlsContexts.Source(files.certificate(), files.key(), TlsContexts.Minimum.TLS_1_2));
        this.listeners = new Listeners(
                settings, new ConnectionCounts(settings.limits()), Optional.of(tls), new Audit(), transport);
        listeners.start(List.of(
                new ListenerSpec("plain", loopback(), TlsMode.PLAIN, toy),
                new ListenerSpec("tls", loopback(), TlsMode.IMPLICIT, toy)));
    }

    ToyServer(NetSettings settings, Path tlsDirectory) throws IOException {
        this(settings, new ToyProtocol(), tlsDirectory, Transport.best());
    }

    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    ToyClient plain() throws IOException {
        return greeted(new ToyClient(listeners.port("plain")));
    }

    ToyClient tls() throws Exception {
        return greeted(ToyClient.tls(listeners.port("tls")));
    }

    /** In the clear, then with TLS. */
    ToyClient startTls() throws Exception {
        ToyClient client = plain();
        assertThat(client.send("tls\r\n").line()).isEqualTo("go");
        client.startTls();
        return client;
    }

    static ToyClient greeted(ToyClient client) throws IOException {
        assertThat(client.line()).isEqualTo("hello");
        return client;
    }

    @Override
    public void close() {
        toy.gate.countDown();
        listeners.stop(Duration.ofSeconds(1));
        assertThat(toy.disconnected.get()).isEqualTo(toy.opened.get());
        assertThat(toy.repliesOpen.get()).isZero();
        assertThat(toy.leases.get()).isZero();
        assertThat(listeners.sessions()).isZero();
        assertThat(listeners.spareRoom()).isEqualTo(spare);
    }
}
