package org.postern.imap.codec;

import java.nio.ByteBuffer;

/** What {@link ImapFramer} makes of the octets of a connection. Each is answered before the next is looked at. */
public sealed interface ImapRequest {
    /** Tells a receiver which of them this is. */
    <R> R to(Receiver<R> receiver);

    /** One method for each kind of request. */
    interface Receiver<R> {
        R command(CommandText text);

        R continueLiteral();

        R bodyStart(BodyStart start);

        R bodyChunk(ByteBuffer octets);

        R bodyEnd(CommandText rest);

        R line(CommandText text);

        R refused(Refused refused);
    }

    /** A whole command. */
    record Command(CommandText text) implements ImapRequest {
        @Override
        public <R> R to(Receiver<R> receiver) {
            return receiver.command(text);
        }
    }

    /** The client waits for leave to send a literal: the answer is a continuation request. */
    record ContinueLiteral() implements ImapRequest {
        @Override
        public <R> R to(Receiver<R> receiver) {
            return receiver.continueLiteral();
        }
    }

    /**
     * A message literal begins. The session calls {@link ImapFramer#acceptBody} (and, if the client waits, answers with a
     * continuation request) or refuses with the completion of the command.
     *
     * @param text the command up to the literal's "{"; for a further literal of one command, what stood between
     * @param size octets announced, 0 to 2^63-1
     */
    record BodyStart(CommandText text, long size, Waiting waiting, Octets octets) implements ImapRequest {
        @Override
        public <R> R to(Receiver<R> receiver) {
            return receiver.bodyStart(this);
        }
    }

    /** Octets of an accepted body, valid only while this request is handled. */
    record BodyChunk(ByteBuffer octets) implements ImapRequest {
        @Override
        public <R> R to(Receiver<R> receiver) {
            return receiver.bodyChunk(octets);
        }
    }

    /** An accepted body is complete; {@code rest} is what follows it on its last line. */
    record BodyEnd(CommandText rest) implements ImapRequest {
        @Override
        public <R> R to(Receiver<R> receiver) {
            return receiver.bodyEnd(rest);
        }
    }

    /** A line that is not a command, in the line mode of AUTHENTICATE and IDLE. */
    record Line(CommandText text) implements ImapRequest {
        @Override
        public <R> R to(Receiver<R> receiver) {
            return receiver.line(text);
        }
    }

    /**
     * A command broke a limit; whatever of it still comes is skipped.
     *
     * @param tag its tag, empty string when it could not be read
     */
    record Refused(String tag, Reason reason) implements ImapRequest {
        @Override
        public <R> R to(Receiver<R> receiver) {
            return receiver.refused(this);
        }
    }

    /** Whether the client waits for a continuation request before it sends a literal. */
    enum Waiting {
        YES,
        NO
    }

    /** Whether a literal may hold NUL: literal8 of RFC 3516. */
    enum Octets {
        TEXT,
        BINARY
    }

    /** Which limit was broken. */
    enum Reason {
        LINE_TOO_LONG,
        LITERAL_TOO_LONG,
        TOO_MANY_LITERALS,
        COMMAND_TOO_LONG,
        /** RFC 7888 5: more than a client may send without waiting. */
        NOT_WAITED_FOR,
        /** A line that does not end: the connection must close. */
        ENDLESS,
        /** A number that cannot be counted down: the connection cannot be understood any further and must close. */
        OUT_OF_STEP
    }
}
