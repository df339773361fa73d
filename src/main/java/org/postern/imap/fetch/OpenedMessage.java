package org.postern.imap.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.postern.mime.HeaderBlock;
import org.postern.mime.MessageScanner;
import org.postern.mime.MimeLimits;
import org.postern.mime.MimePart;
import org.postern.mime.Span;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/**
 * One message that is looked into: its body is opened and looked through when that is first asked for, and kept until it is
 * closed. Used by one worker at a time.
 */
public final class OpenedMessage implements AutoCloseable {
    /** How far hostile messages are followed. */
    public static final MimeLimits LIMITS = MimeLimits.DEFAULT;

    static final MessageScanner SCANNER = new MessageScanner(LIMITS);

    private final Opening opening;
    private @Nullable MessageBody body;
    private @Nullable BodySource source;
    private @Nullable MimePart structure;
    private @Nullable Span headerSpan;
    private @Nullable HeaderBlock header;

    /** Opens the body. */
    @FunctionalInterface
    public interface Opening {
        MessageBody open() throws StoreException;
    }

    public OpenedMessage(Opening opening) {
        this.opening = opening;
    }

    /** The octets of the message, open until it is closed. */
    public BodySource source() throws StoreException {
        if (source == null) {
            body = opening.open();
            source = new BodySource(body);
        }
        return source;
    }

    /** The structure of the message; looks through all of it. */
    public MimePart structure() throws StoreException {
        if (structure == null) {
            BodySource octets = source();
            structure = reading(() -> SCANNER.scan(octets));
            headerSpan = structure.header();
        }
        return structure;
    }

    /** Where the message's own header stands; looks through that alone. */
    public Span headerSpan() throws StoreException {
        if (headerSpan == null) {
            BodySource octets = source();
            headerSpan = reading(() -> SCANNER.header(octets));
        }
        return headerSpan;
    }

    /** The message's own header. */
    public HeaderBlock header() throws StoreException {
        if (header == null) {
            header = header(headerSpan());
        }
        return header;
    }

    /** Whether {@link #header} has been read already. */
    boolean hasHeader() {
        return header != null;
    }

    /** A header somewhere in the message. */
    public HeaderBlock header(Span where) throws StoreException {
        BodySource octets = source();
        return reading(() -> HeaderBlock.read(octets, where, LIMITS));
    }

    /** Something that reads the message. */
    @FunctionalInterface
    public interface Reading<T> {
        T run() throws IOException;
    }

    /** Runs it; a failure to read is a failure of the store. */
    public static <T> T reading(Reading<T> reading) throws StoreException {
        try {
            return reading.run();
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "message cannot be read", e);
        }
    }

    @Override
    public void close() {
        if (body != null) {
            body.close();
        }
        body = null;
        source = null;
    }
}
