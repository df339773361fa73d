package org.postern.net;

import java.io.IOException;
import java.time.Duration;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * The answer to one request, produced on demand. All methods run on a worker, never two at a time; {@link #close} runs
 * exactly once, also when the client went away half-way.
 */
public interface Reply extends AutoCloseable {
    /** What the connection does once this reply has been sent. */
    enum Next {
        READ_ON,
        /** Discard whatever was received, then expect a TLS handshake. */
        START_TLS,
        /** Compress what is sent behind this reply, and expect what comes to be compressed (RFC 4978). */
        START_COMPRESSION,
        /** Compress no more behind this reply, and expect what comes to be as it is; harmless without compression. */
        END_COMPRESSION,
        /** Send what there is, then close. */
        CLOSE
    }

    /** Writes until done or {@link WireOut#isFull}. An exception closes the connection at once. */
    Progress pull(WireOut out) throws IOException;

    /** Asked after {@link #pull} said DONE. */
    default Next next() {
        return Next.READ_ON;
    }

    /**
     * Whether all of it should go out at once, if it is not too long: many lines that are made of what is in memory, in no
     * time. It is pulled on with more room then, where there is some.
     */
    default boolean isWorthOneWrite() {
        return false;
    }

    /** How long to wait before the first {@link #pull}, holding no thread; for refused logins. */
    default Duration delay() {
        return Duration.ZERO;
    }

    @Override
    default void close() {}

    /** Says nothing. */
    static Reply none() {
        return out -> Progress.DONE;
    }

    /** One short ASCII text, line ends included. */
    static Reply text(String ascii) {
        return out -> {
            out.ascii(ascii);
            return Progress.DONE;
        };
    }

    /** One short ASCII text, then something else than reading on. */
    static Reply text(String ascii, Next next) {
        return new Reply() {
            @Override
            public Progress pull(WireOut out) {
                out.ascii(ascii);
                return Progress.DONE;
            }

            @Override
            public Next next() {
                return next;
            }
        };
    }
}
