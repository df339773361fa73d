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

    /** Netty hands the key to TLS in a key store; the usual kind would derive keys to encrypt it with, for longer than all else takes. */
    private static final String KEY_STORE = "JKS";

    /** The oldest protocol version that is spoken. */
    public enum Minimum {
        TLS_1_2,
        TLS_1_3;

        private List<String> protocols() {
            return this == TLS_1_3 ? List.of("TLSv1.3") : List.of("TLSv1.3", "TLSv1.2");
        }
    }

    /**
     * What to serve.
     *
     * @param certificate PEM, the server's first, then its issuers
     * @param key PEM, PKCS#8 without a password
     * @param minimum the oldest version
     */
    public record Source(Path certificate, Path key, Minimum minimum) {
        private Stamp stamp() throws IOException {
            return new Stamp(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
        }
    }

    private volatile Loaded loaded;

    private record Stamp(FileTime certificate, FileTime key) {}

    private record Loaded(Source source, Stamp stamp, SslContext context) {}

    /**
     * Reads the files.
     *
     * @throws IOException when they cannot be read, are no certificate and key, or do not belong together
     */
    public TlsContexts(Source source) throws IOException {
        this.loaded = load(source);
    }

    /**
     * Reads the files again if they changed. When they cannot be used the old ones stay.
     *
     * @return whether new ones are in use
     */
    public synchronized boolean refresh() {
        return use(loaded.source());
    }

    /**
     * Reads these files, if they are others or have changed. When they cannot be used the old ones stay.
     *
     * @return whether new ones are in use
     */
    public synchronized boolean use(Source source) {
        try {
            if (source.equals(loaded.source()) && source.stamp().equals(loaded.stamp())) {
                return false;
            }
            loaded = load(source);
            LOG.info("certificate {} read", source.certificate());
            return true;
        } catch (IOException e) {
            LOG.warn("certificate {} stays as it was: {}", loaded.source().certificate(), e.getMessage());
            return false;
        }
    }

    SslHandler newHandler(ByteBufAllocator allocator) {
        return loaded.context().newHandler(allocator);
    }

    private static Loaded load(Source source) throws IOException {
        Stamp before = source.stamp();
        boolean openSsl = OpenSsl.isAvailable();
        if (!openSsl) {
            // Read by the JDK when its TLS classes load; BoringSSL never renegotiates anyway.
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
        try {
            SslContext context = SslContextBuilder.forServer(
                            source.certificate().toFile(), source.key().toFile())
                    .sslProvider(openSsl ? SslProvider.OPENSSL : SslProvider.JDK)
                    .keyStoreType(KEY_STORE)
                    .protocols(source.minimum().protocols())
                    .build();
            return new Loaded(source, before, context);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot use " + source.certificate() + " with " + source.key() + ": " + e.getMessage(), e);
        }
    }
}
