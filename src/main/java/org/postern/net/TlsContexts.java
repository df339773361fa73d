package org.postern.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and how TLS is spoken. The files are read again by {@link #refresh} when they have changed;
 * handshakes from then on use the new ones. Renegotiation is never allowed. Thread-safe.
 */
public final class TlsContexts {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

    /** The oldest protocol version that is spoken. */
    public enum Minimum {
        TLS_1_2,
        TLS_1_3;

        private List<String> protocols() {
            return this == TLS_1_3 ? List.of("TLSv1.3") : List.of("TLSv1.3", "TLSv1.2");
        }
    }

    private final Path certificate;
    private final Path key;
    private final Minimum minimum;
    private volatile Loaded loaded;

    private record Stamp(FileTime certificate, FileTime key) {}

    private record Loaded(Stamp stamp, SslContext context) {}

    /**
     * Reads the files.
     *
     * @param certificate PEM, the server's first, then its issuers
     * @param key PEM, PKCS#8 without a password
     * @throws IOException when they cannot be read, are no certificate and key, or do not belong together
     */
    public TlsContexts(Path certificate, Path key, Minimum minimum) throws IOException {
        this.certificate = certificate;
        this.key = key;
        this.minimum = minimum;
        this.loaded = load();
    }

    /**
     * Reads the files again if they changed. When they cannot be used the old ones stay.
     *
     * @return whether new ones are in use
     */
    public synchronized boolean refresh() {
        try {
            if (stamp().equals(loaded.stamp())) {
                return false;
            }
            loaded = load();
            LOG.info("certificate {} read again", certificate);
            return true;
        } catch (IOException e) {
            LOG.warn("certificate {} stays as it was: {}", certificate, e.getMessage());
            return false;
        }
    }

    SslHandler newHandler(ByteBufAllocator allocator) {
        return loaded.context().newHandler(allocator);
    }

    private Stamp stamp() throws IOException {
        return new Stamp(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    }

    private Loaded load() throws IOException {
        Stamp before = stamp();
        boolean openSsl = OpenSsl.isAvailable();
        if (!openSsl) {
            // Read by the JDK when its TLS classes load; BoringSSL never renegotiates anyway.
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
        try {
            SslContext context = SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .sslProvider(openSsl ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols(minimum.protocols())
                    .build();
            return new Loaded(before, context);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("cannot use " + certificate + " with " + key + ": " + e.getMessage(), e);
        }
    }
}
