package org.postern.imap.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
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
    static final MimeLimits LIMITS = MimeLimits.DEFAULT;
    static final MessageScanner SCANNER = new MessageScanner(LIMITS);

    private final SelectedMailbox selected;
    private final MessageSummaries summaries;
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
    public FetchRow(SelectedMailbox selected, long uid, MessageSummaries summaries) {
        this.selected = selected;
        this.summaries = summaries;
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

    /** What the store keeps of the message, if it does; good until the next row's is asked for. */
    Optional<MessageSummary> summary() throws StoreException {
        return summaries.of(uid);
    }

    /** A header with all fields of these names, and perhaps others. */
    public HeaderBlock headerWith(FieldNames names) throws StoreException {
        if (names.areCommon() && header == null) {
            Optional<HeaderBlock> kept = summary().flatMap(MessageSummary::fields);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        return header();
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

    /** A header found when the answer is being written already: then only closing the connection is left. */
    HeaderBlock headerInBody(Span where) throws IOException {
        try {
            return header(where);
        } catch (StoreException e) {
            throw new IOException(e);
        }
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
