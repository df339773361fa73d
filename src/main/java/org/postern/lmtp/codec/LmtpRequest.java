package org.postern.lmtp.codec;

import java.nio.ByteBuffer;

/** What the framer makes of a connection's octets. */
public sealed interface LmtpRequest {
    /** Calls the one method of {@code receiver} that is meant. */
    <T> T give(Receiver<T> receiver);

    /** Takes any request. */
    interface Receiver<T> {
        T commandLine(String line);

        T lineTooLong();

        /** The buffer is valid until the next request is asked for. */
        T bodyPiece(ByteBuffer octets);

        T bodyEnd(LoneDots dots);
    }

    /** A command line without its end; what is not UTF-8 has become U+FFFD. */
    record CommandLine(String text) implements LmtpRequest {
        @Override
        public <T> T give(Receiver<T> receiver) {
            return receiver.commandLine(text);
        }
    }

    /** A line above the limit. */
    record LineTooLong() implements LmtpRequest {
        @Override
        public <T> T give(Receiver<T> receiver) {
            return receiver.lineTooLong();
        }
    }

    /** Octets of a body, transparency undone. */
    record BodyPiece(ByteBuffer octets) implements LmtpRequest {
        @Override
        public <T> T give(Receiver<T> receiver) {
            return receiver.bodyPiece(octets);
        }
    }

    /** The body, or the announced piece of it, is complete. */
    record BodyEnd(LoneDots dots) implements LmtpRequest {
        @Override
        public <T> T give(Receiver<T> receiver) {
            return receiver.bodyEnd(dots);
        }
    }

    /** Whether a body held something that is not its end, but that another server may have taken for one. */
    enum LoneDots {
        CLEAR,
        /** A dot alone between line ends of which one is a bare CR or LF. */
        DOUBTFUL
    }
}
