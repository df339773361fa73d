package org.postern.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Octets that can be sent from any position, copied or as a region of a file. */
public interface BodyOctets {
    /** Reads at least one octet at a position below the end. Returns -1 at the end. */
    int read(long position, ByteBuffer into) throws IOException;

    /**
     * Leases the file whose octets are exactly these, one lease per region sent; empty when there is no such file. Whoever
     * takes a lease must close it.
     */
    Optional<FileLease> lease();
}
