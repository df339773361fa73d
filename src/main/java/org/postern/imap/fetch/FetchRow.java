package org.postern.imap.fetch;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postern.imap.state.SelectedMailbox;
import org.postern.mime.HeaderBlock;
import org.postern.mime.MessageScanner;
import org.postern.mime.MimeLimits;
import org.postern.mime.MimePart;
import org.postern.mime.Span;
import org.postern.store.Flags;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/**
 * One message of the selected mailbox while it is fetched or searched. Its body is opened and looked through when that is
 * first asked for, and kept until the row is closed. Used by one worker at a time.
 */
public final class FetchRow implements AutoCloseable {
    private static final MimeLimits LIMITS = MimeLimits.DEFAULT;
    private static final MessageScanner SCANNER = new MessageScanner(LIMITS);

    private final SelectedMailbox selected;
    private final MailboxSnapshot snapshot;
    private final long uid;
    private final int row;
    private Flags flags;
    private @Nullable MessageBody body;
    private @Nullable BodySource source;
    private @Nullable MimePart structure;
    private @Nullable Span headerSpan;
    private @Nullable HeaderBlock header;

    /**
     * A row of the view's snapshot.
     *
     * @param uid a message that has a row there
     */
    public FetchRow(SelectedMailbox selected, long uid) {
        this.selected = selected;
        this.snapshot = selected.view().snapshot();
        this.uid = uid;
        this.row = snapshot.indexOf(uid);
        this.flags = snapshot.flags(row);
    }

    public long uid() {
        return uid;
    }

    public int sequence() {
        return selected.view().sequence(uid);
    }

    public Flags flags() {
        return flags;
    }

    /** The flags are other than the snapshot knows, because this fetch has changed them. */
    void flagsAre(Flags changed) {
        flags = changed;
    }

    /** Whether it is \Recent in this session. */
    public boolean isRecent() {
        return selected.view().isRecent(uid);
    }

    /** INTERNALDATE. */
    public Instant received() {
        return snapshot.received(row);
    }

    /** RFC822.SIZE. */
    public long octets() {
        return snapshot.octets(row);
    }

    /** The modification sequence of RFC 7162. */
    public long modSeq() {
        return snapshot.modSeq(row);
    }

    /** The octets of the message, open until the row is closed. */
    public BodySource source() throws StoreException {
        if (source == null) {
            body = selected.mailbox().body(uid);
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

    /** A header somewhere in the message. */
    public HeaderBlock header(Span where) throws StoreException {
        BodySource octets = source();
        return reading(() -> HeaderBlock.read(octets, where, LIMITS));
    }

    /** How far hostile messages are followed. */
    public MimeLimits limits() {
        return LIMITS;
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
