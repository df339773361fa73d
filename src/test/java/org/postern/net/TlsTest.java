package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.audit.Audit;
import org.slf4j.LoggerFactory;

class TlsTest {
    @TempDir
    private Path directory;

    private ToyServer server() throws IOException {
        return new ToyServer(ToyServer.SETTINGS, directory.resolve("tls"));
    }

    @Test
    void whatWasReceivedBeforeTheHandshakeIsDiscarded() throws Exception {
        try (ToyServer server = server();
                ToyClient client = server.plain()) {
            client.send("tls\r\necho injected\r\necho half");
            assertThat(client.line()).isEqualTo("go");
            client.startTls();
            client.send("secure\r\n");
            assertThat(client.line()).startsWith("yes TLSv1");
            assertThat(client.send("echo really\r\n").line()).isEqualTo("really");
        }
    }

    @Test
    void textInPlaceOfAHandshakeEndsTheConnection() throws Exception {
        try (ToyServer server = server();
                ToyClient client = server.plain()) {
            assertThat(client.send("tls\r\n").line()).isEqualTo("go");
            client.send("echo in the clear\r\n");
            assertThat(client.rest()).doesNotContain("clear");
            assertThat(server.plain().send("echo alive\r\n").line()).isEqualTo("alive");
        }
    }

    /** Anybody can do that as often as they like: a line of the audit log is enough. */
    @Test
    void aHandshakeThatFailsIsNoWarning() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(ReplyPump.class.getPackageName());
        said.start();
        log.addAppender(said);
        try (ToyServer server = server()) {
            for (String hello : List.of("\026\003\001\000\005\001\000\000\001\000", "GET / HTTP/1.0\r\n\r\n")) {
                try (ToyClient client = new ToyClient(server.listeners.port("tls"))) {
                    client.send(hello);
                    assertThat(client.rest()).doesNotContain("HTTP");
                }
            }
            await().until(() -> server.listeners.sessions() == 0);
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    @Test
    void aSecondStartTlsIsRefused() throws Exception {
        try (ToyServer server = server();
                ToyClient client = server.startTls()) {
            assertThat(client.send("tls\r\n").line()).isEqualTo("go");
            assertThat(client.line())
                    .as("the toy offers what is not possible: closed")
                    .isEqualTo("(end)");
        }
    }

    @Test
    void implicitTlsGreetsAfterTheHandshake() throws Exception {
        try (ToyServer server = server();
                ToyClient client = server.tls()) {
            assertThat(client.send("secure\r\nbig 1000000\r\nquit\r\n").line()).startsWith("yes TLSv1");
            assertThat(client.rest()).hasSize(1_000_005).endsWith("bye\r\n");
        }
    }

    @Test
    void aHandshakeThatDoesNotComeEndsInTime() throws Exception {
        NetSettings hasty =
                ToyServer.SETTINGS.withTimes(NetSettings.Times.DEFAULT.withHandshake(Duration.ofMillis(200)));
        try (ToyServer server = new ToyServer(hasty, directory.resolve("tls"));
                ToyClient silent = new ToyClient(server.listeners.port("tls"))) {
            assertThat(silent.line()).isEqualTo("(end)");
            assertThat(server.toy.opened.get())
                    .as("no session before the handshake")
                    .isZero();
            await().until(() -> server.listeners.sessions() == 0);
        }
    }

    /** BoringSSL answers a close_notify with its own at once, as TLS 1.2 wants (RFC 5246 7.2.1): nothing more is sent. */
    @Test
    void aTlsClientThatEndsItsOutputEndsTheSession() throws Exception {
        try (ToyServer server = server();
                ToyClient client = server.tls()) {
            client.send("echo last\r\n");
            assertThat(client.line()).isEqualTo("last");
            client.endOutput();
            await().until(() -> server.toy.disconnected.get() == 1);
        }
    }

    @Test
    void theCertificateNamesTheHostAndTheLoopbackAddresses() throws Exception {
        try (ToyServer server = server();
                ToyClient client = server.tls()) {
            X509Certificate own =
                    (X509Certificate) ((SSLSocket) client.socket()).getSession().getPeerCertificates()[0];
            own.verify(own.getPublicKey());
            assertThat(own.getSubjectAlternativeNames())
                    .containsExactlyInAnyOrder(
                            List.of(2, "localhost"),
                            List.of(2, "mail.example.org"),
                            List.of(7, "127.0.0.1"),
                            List.of(7, "0:0:0:0:0:0:0:1"));
            assertThat(own.getBasicConstraints()).as("no authority").isEqualTo(-1);
            assertThat(own.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
            own.checkValidity();
        }
    }

    @Test
    void theSelfSignedCertificateIsKeptUntilItIsAboutToEnd() throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        TlsSelfSigned files = selfSigned(now);
        files.ensure();
        byte[] first = Files.readAllBytes(files.certificate());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                .isEqualTo("rw-------");
        files.ensure();
        assertThat(Files.readAllBytes(files.certificate())).isEqualTo(first);
        selfSigned(now.plus(Duration.ofDays(810))).ensure();
        assertThat(Files.readAllBytes(files.certificate())).isNotEqualTo(first);
    }

    private TlsSelfSigned selfSigned(Instant now) {
        return new TlsSelfSigned(directory.resolve("own"), "", InstantSource.fixed(now), new SecureRandom());
    }

    @Test
    void changedFilesAreReadAgainAndBadOnesAreNot() throws Exception {
        TlsSelfSigned files = selfSigned(Instant.now());
        files.ensure();
        TlsContexts tls =
                new TlsContexts(new TlsContexts.Source(files.certificate(), files.key(), TlsContexts.Minimum.TLS_1_2));
        assertThat(tls.refresh()).isFalse();
        byte[] good = Files.readAllBytes(files.certificate());
        Files.writeString(files.certificate(), "not a certificate");
        Files.setLastModifiedTime(files.certificate(), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(tls.refresh()).isFalse();
        Files.write(files.certificate(), good);
        Files.setLastModifiedTime(files.certificate(), FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
        assertThat(tls.refresh()).isTrue();
        assertThat(tls.refresh()).isFalse();
    }

    @Test
    void aNewCertificateIsServedToThoseWhoComeAfterwards() throws Exception {
        try (ToyServer server = server();
                ToyClient before = server.tls()) {
            TlsSelfSigned fresh = new TlsSelfSigned(
                    directory.resolve("fresh"), "other.example.org", InstantSource.system(), new SecureRandom());
            fresh.ensure();
            TlsSelfSigned served = new TlsSelfSigned(
                    directory.resolve("tls"), "mail.example.org", InstantSource.system(), new SecureRandom());
            Files.copy(fresh.key(), served.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.copy(fresh.certificate(), served.certificate(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            server.listeners.refreshCertificates();
            try (ToyClient after = server.tls()) {
                assertThat(name(after)).isEqualTo("CN=other.example.org");
            }
            assertThat(before.send("echo still\r\n").line()).isEqualTo("still");
        }
    }

    @Test
    void anotherFileIsServedUnlessItCannotBeUsed() throws Exception {
        try (ToyServer server = server()) {
            TlsSelfSigned other = new TlsSelfSigned(
                    directory.resolve("fresh"), "other.example.org", InstantSource.system(), new SecureRandom());
            other.ensure();
            var good = new TlsContexts.Source(other.certificate(), other.key(), TlsContexts.Minimum.TLS_1_3);
            server.listeners.useCertificate(good);
            server.listeners.useCertificate(
                    new TlsContexts.Source(directory.resolve("none"), other.key(), TlsContexts.Minimum.TLS_1_2));
            try (ToyClient after = server.tls()) {
                assertThat(name(after)).isEqualTo("CN=other.example.org");
                assertThat(((SSLSocket) after.socket()).getSession().getProtocol())
                        .isEqualTo("TLSv1.3");
            }
        }
    }

    private static String name(ToyClient client) throws SSLException {
        SSLSocket socket = (SSLSocket) client.socket();
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @Test
    void filesThatAreNoCertificateAreRefusedByName() throws Exception {
        Path bad = directory.resolve("bad.pem");
        Files.writeString(bad, "nothing");
        assertThatThrownBy(() -> new TlsContexts(new TlsContexts.Source(bad, bad, TlsContexts.Minimum.TLS_1_3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.pem");
    }

    @Test
    void implicitTlsWithoutACertificateCannotBeStarted() {
        try (Listeners listeners = new Listeners(
                ToyServer.SETTINGS, new ConnectionCounts(ToyServer.SETTINGS.limits()), Optional.empty(), new Audit())) {
            ListenerSpec spec = new ListenerSpec("imaps", ToyServer.loopback(), TlsMode.IMPLICIT, new ToyProtocol());
            assertThatThrownBy(() -> listeners.start(List.of(spec))).hasMessageContaining("imaps");
        }
    }
}
