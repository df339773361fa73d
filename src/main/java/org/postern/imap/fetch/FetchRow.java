package org.postern.imap.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.state.SelectedMailbox;
import org.postern.mime.HeaderBlock;
import org.postern.mime.MimeLimits;
import org.postern.mime.MimePart;
import org.postern.mime.Span;
import org.postern.store.Flags;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;

/**
 * One message of the selected mailbox while it is fetched or searched; it may go from one to the next. What the snapshot knows
 * of it costs no more than reading a column: the message is opened when that is first asked for, and kept until the row is
 * closed or goes on. Used by one worker at a time.
 */
public final class FetchRow implements AutoCloseable {
    private final SelectedMailbox selected;
    private final MessageSummaries summaries;
    private MailboxSnapshot snapshot;
    private long uid;
    private int row = -1;
    private @Nullable Flags changed;
    private @Nullable OpenedMessage message;
    private @Nullable HeaderBlock common;

    /** A row that is to go to a message before it is asked anything. */
    public FetchRow(SelectedMailbox selected, MessageSummaries summaries) {
        this.selected = selected;
        this.summaries = summaries;
        this.snapshot = selected.view().snapshot();
    }

    /**
     * Goes to a message.
     *
     * @param index its row in the view's snapshot
     */
    public FetchRow goTo(long next, int index) {
        close();
        snapshot = selected.view().snapshot();
        uid = next;
        row = index;
        return this;
    }

    public long uid() {
        return uid;
    }

    /** By which the client is told of it: its sequence number, or its UID. */
    long number() {
        return selected.view().number(uid);
    }

    /** FETCH, or UIDFETCH. */
    String response() {
        return selected.view().naming().response();
    }

    public Flags flags() {
        return changed == null ? snapshot.flags(row) : changed;
    }

    /** The flags are other than the snapshot knows, because this fetch has changed them. */
    void flagsAre(Flags now) {
        changed = now;
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

    /** When it was placed in the mailbox (RFC 8514), if that is known. */
    public Optional<Instant> saved() throws StoreException {
        return selected.mailbox().provenance().saved(uid);
    }

    /** EMAILID of RFC 8474; empty when the message is gone. */
    public Optional<String> emailId() throws StoreException {
        return selected.mailbox().provenance().contentId(uid).map(id -> "M" + id);
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
        if (names.areCommon() && (message == null || !message.hasHeader())) {
            common = common == null ? summary().flatMap(MessageSummary::fields).orElse(null) : common;
            if (common != null) {
                return common;
            }
        }
        return header();
    }

    /** The message itself, open until the row is closed. */
    OpenedMessage message() {
        OpenedMessage open = message;
        if (open == null) {
            long opened = uid;
            open = new OpenedMessage(() -> selected.mailbox().body(opened));
            message = open;
        }
        return open;
    }

    /** The octets of the message, open until the row is closed. */
    public BodySource source() throws StoreException {
        return message().source();
    }

    /** The structure of the message; looks through all of it. */
    public MimePart structure() throws StoreException {
        return message().structure();
    }

    /** The message's own header. */
    public HeaderBlock header() throws StoreException {
        return message().header();
    }

    /** A header somewhere in the message. */
    public HeaderBlock header(Span where) throws StoreException {
        return message().header(where);
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
        return OpenedMessage.LIMITS;
    }

    @Override
    public void close() {
        if (message != null) {
            message.close();
            message = null;
        }
        common = null;
        changed = null;
    }
}
