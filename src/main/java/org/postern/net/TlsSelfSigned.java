package org.postern.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.util.NetUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A certificate of our own for a server that was given none: EC P-256, for localhost, the loopback addresses and the
 * server's name. Made once, kept in a directory, made anew when it is about to end.
 */
public final class TlsSelfSigned {
    private static final Duration LIFE = Duration.ofDays(825);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
    /** ecdsa-with-SHA256, RFC 5758 3.2. */
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));

    private final Path directory;
    private final String hostname;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * Makes nothing yet.
     *
     * @param directory made when absent, readable by the owner only
     */
    public TlsSelfSigned(Path directory, String hostname, InstantSource clock, SecureRandom random) {
        this.directory = directory;
        this.hostname = hostname;
        this.clock = clock;
        this.random = random;
    }

    public Path certificate() {
        return directory.resolve("self-signed.crt");
    }

    public Path key() {
        return directory.resolve("self-signed.key");
    }

    /** Makes sure that both files are there and good for some time. */
    public void ensure() throws IOException {
        if (!isGood()) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"), random);
                KeyPair pair = generator.generateKeyPair();
                write(key(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
                write(certificate(), pem("CERTIFICATE", sign(pair)));
            } catch (GeneralSecurityException e) {
                throw new IOException("cannot make a certificate", e);
            }
        }
    }

    private boolean isGood() {
        try {
            X509Certificate present = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate())));
            Instant end = present.getNotAfter().toInstant();
            return Files.exists(key()) && end.isAfter(clock.instant().plus(RENEWED_BEFORE));
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private byte[] sign(KeyPair pair) throws GeneralSecurityException, IOException {
        byte[] content = content(pair.getPublic());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate(), random);
        signature.update(content);
        return Der.sequence(content, ECDSA_SHA256, Der.bits(0, signature.sign()));
    }

    /** TBSCertificate of RFC 5280 4.1. */
    private byte[] content(PublicKey key) throws GeneralSecurityException, IOException {
        Instant start = clock.instant().minus(Duration.ofDays(1));
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.text(commonName()))));
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(126, random).setBit(126)),
                ECDSA_SHA256,
                name,
                Der.sequence(Der.time(start), Der.time(start.plus(LIFE))),
                name,
                key.getEncoded(),
                Der.explicit(3, extensions(key)));
    }

    /** RFC 5280 A.1: a common name is 1 to 64 characters. */
    private String commonName() {
        return hostname.isEmpty() || hostname.length() > 64 ? "localhost" : hostname;
    }

    private byte[] extensions(PublicKey key) throws GeneralSecurityException, IOException {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
        byte[] serverAuth = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
        return Der.sequence(
                extension(17, alternativeNames()),
                extension(14, Der.octets(hash)),
                extension(37, Der.sequence(serverAuth)),
                critical(15, Der.bits(7, new byte[] {(byte) 0x80})), // digitalSignature
                critical(19, Der.sequence())); // no certificate authority
    }

    private static byte[] extension(int number, byte[] value) {
        return Der.sequence(Der.oid(2, 5, 29, number), Der.octets(value));
    }

    private static byte[] critical(int number, byte[] value) {
        return Der.sequence(Der.oid(2, 5, 29, number), Der.yes(), Der.octets(value));
    }

    private byte[] alternativeNames() throws IOException {
        List<byte[]> names = new ArrayList<>();
        names.add(Der.value(0x82, "localhost".getBytes(US_ASCII)));
        if (hostname.matches("[A-Za-z0-9.-]+") && !hostname.equalsIgnoreCase("localhost")) {
            names.add(Der.value(0x82, hostname.getBytes(US_ASCII)));
        }
        names.add(Der.value(0x87, NetUtil.LOCALHOST4.getAddress()));
        names.add(Der.value(0x87, NetUtil.LOCALHOST6.getAddress()));
        return Der.sequence(names.toArray(byte[][]::new));
    }

    private static byte[] pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n").getBytes(US_ASCII);
    }

    /** Under another name first, so that nobody ever reads half a file. */
    private static void write(Path target, byte[] octets) throws IOException {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer rest = ByteBuffer.wrap(octets);
            while (rest.hasRemaining()) {
                int unused = file.write(rest);
            }
            file.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
