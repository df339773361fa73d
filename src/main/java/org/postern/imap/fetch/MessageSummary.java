package org.postern.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.imap.wire.Utf8;
import org.postern.mime.HeaderBlock;
import org.postern.store.Summarizer;
import org.postern.wire.Progress;

/**
 * What listings ask of a message, composed once and kept by the store: ENVELOPE and BODYSTRUCTURE as they go to the wire,
 * the {@link FieldNames#areCommon common} header fields as they stand, the PREVIEW in UTF-8. Any piece may be missing; it is
 * then found in the message.
 *
 * <p>As octets: a mark of how strings were told, four lengths of four octets (-1: missing), and the four pieces.
 */
public final class MessageSummary {
    /** Makes summaries for a store to keep. */
    public static final Summarizer SUMMARIZER = new SummaryComposer();

    /** Octets before the pieces. */
    static final int HEAD = 17;
    /** The mark: all strings are ASCII. */
    static final byte PLAIN = 0;
    /** The mark: some string is not, and would be quoted instead of a literal for a client that understands UTF-8. */
    static final byte EIGHT_BIT = 1;

    private final Optional<ByteBuffer> envelope;
    private final Optional<ByteBuffer> structure;
    private final Optional<ByteBuffer> fields;
    private final Optional<ByteBuffer> preview;

    private MessageSummary(
            Optional<ByteBuffer> envelope,
            Optional<ByteBuffer> structure,
            Optional<ByteBuffer> fields,
            Optional<ByteBuffer> preview) {
        this.envelope = envelope;
        this.structure = structure;
        this.fields = fields;
        this.preview = preview;
    }

    /** Empty when these octets are no summary; without what would be told otherwise to this client. */
    static Optional<MessageSummary> read(ByteBuffer octets, Utf8 utf8) {
        if (octets.remaining() < HEAD) {
            return Optional.empty();
        }
        ByteBuffer in = octets.slice();
        boolean told = in.get() == PLAIN || utf8 == Utf8.OFF;
        int[] lengths = {in.getInt(), in.getInt(), in.getInt(), in.getInt()};
        try {
            Optional<ByteBuffer> envelope = piece(in, lengths[0]);
            Optional<ByteBuffer> structure = piece(in, lengths[1]);
            Optional<ByteBuffer> fields = piece(in, lengths[2]);
            Optional<ByteBuffer> preview = piece(in, lengths[3]);
            return Optional.of(
                    told
                            ? new MessageSummary(envelope, structure, fields, preview)
                            : new MessageSummary(Optional.empty(), Optional.empty(), fields, preview));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ByteBuffer> piece(ByteBuffer in, int length) {
        if (length < 0) {
            return Optional.empty();
        }
        ByteBuffer piece = in.slice(in.position(), length);
        in.position(in.position() + length);
        return Optional.of(piece);
    }

    /** With its name. */
    Optional<ByteBuffer> envelope() {
        return envelope;
    }

    /** With its name. */
    Optional<ByteBuffer> structure() {
        return structure;
    }

    /** In UTF-8. */
    Optional<ByteBuffer> preview() {
        return preview;
    }

    Optional<HeaderBlock> fields() {
        return fields.map(octets -> {
            byte[] copy = new byte[octets.remaining()];
            octets.get(octets.position(), copy);
            return HeaderBlock.parse(copy);
        });
    }

    /** A piece on its way to the client. */
    static FetchValue value(ByteBuffer piece) {
        return out -> {
            out.out().octets(piece);
            return Progress.DONE;
        };
    }
}
