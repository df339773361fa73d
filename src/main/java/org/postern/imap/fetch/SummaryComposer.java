package org.postern.imap.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.mime.Envelope;
import org.postern.mime.HeaderBlock;
import org.postern.mime.MimePart;
import org.postern.mime.OctetSource;
import org.postern.mime.Span;
import org.postern.store.MessageBody;
import org.postern.store.Summaries;
import org.postern.store.Summarizer;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** Makes the octets of a {@link MessageSummary}. */
final class SummaryComposer implements Summarizer {
    /** Messages larger than this, in octets, are not read in whole while somebody waits for their sender and title. */
    private static final long LARGE = 1 << 20;

    /** Messages up to this many octets are read at one go; most are, and what is looked at twice is then at hand. */
    private static final int SMALL = 1 << 16;

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Optional<byte[]> summarize(MessageBody message, Occasion occasion) throws IOException {
        OctetSource source = message.size() <= SMALL ? inMemory(message) : new BodySource(message);
        boolean all = occasion == Occasion.ARRIVAL || message.size() <= LARGE;
        Optional<MimePart> whole = all ? Optional.of(OpenedMessage.SCANNER.scan(source)) : Optional.empty();
        Span where = whole.isPresent() ? whole.get().header() : OpenedMessage.SCANNER.header(source);
        HeaderBlock header = HeaderBlock.read(source, where, OpenedMessage.LIMITS);
        Optional<byte[]> structure = whole.isPresent() ? structure(source, whole.get()) : Optional.empty();
        Optional<byte[]> preview =
                whole.isPresent() ? Optional.of(PreviewItem.octets(source, whole.get())) : Optional.empty();
        return Optional.of(octets(envelope(header), structure, fields(header), preview));
    }

    private static OctetSource inMemory(MessageBody message) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate((int) message.size());
        int count = 0;
        while (octets.hasRemaining() && count >= 0) {
            count = message.read(octets.position(), octets);
        }
        return OctetSource.of(
                octets.hasRemaining() ? Arrays.copyOf(octets.array(), octets.position()) : octets.array());
    }

    private static byte[] envelope(HeaderBlock header) throws IOException {
        Envelope envelope = Envelope.of(header, OpenedMessage.LIMITS);
        return WireOut.compose(
                Summaries.LONGEST,
                out -> EnvelopeItem.write(envelope, new ImapComposer(out, Utf8.OFF).raw("ENVELOPE ")));
    }

    /** Empty when it is longer than a summary may be. */
    private static Optional<byte[]> structure(OctetSource source, MimePart message) throws IOException {
        StructureValue value = new StructureValue(
                where -> HeaderBlock.read(source, where, OpenedMessage.LIMITS), message, StructureItem.BODYSTRUCTURE);
        Progress[] end = {Progress.MORE};
        byte[] octets =
                WireOut.compose(Summaries.LONGEST, out -> end[0] = value.encode(new ImapComposer(out, Utf8.OFF)));
        return end[0] == Progress.DONE ? Optional.of(octets) : Optional.empty();
    }

    private static byte[] fields(HeaderBlock header) {
        OctetArray chosen = new OctetArray();
        chosen.add(ByteBuffer.wrap(header.octetsOf(FieldNames.common())));
        return chosen.endLine().toByteArray();
    }

    /** As much as there is room for: sender and title before the structure. */
    private static byte[] octets(byte[] envelope, Optional<byte[]> structure, byte[] fields, Optional<byte[]> preview) {
        int room = Summaries.LONGEST - MessageSummary.HEAD - length(preview);
        Optional<byte[]> first = Optional.of(envelope).filter(piece -> piece.length <= room);
        int afterFirst = room - length(first);
        Optional<byte[]> third = Optional.of(fields).filter(piece -> piece.length <= afterFirst);
        int afterThird = afterFirst - length(third);
        Optional<byte[]> second = structure.filter(piece -> piece.length <= afterThird);
        boolean plain = first.map(SummaryComposer::isAscii).orElse(true)
                && second.map(SummaryComposer::isAscii).orElse(true);
        List<Optional<byte[]>> pieces = List.of(first, second, third, preview);
        ByteBuffer out = ByteBuffer.allocate(Summaries.LONGEST - afterThird + length(second));
        out.put(plain ? MessageSummary.PLAIN : MessageSummary.EIGHT_BIT);
        pieces.forEach(piece -> out.putInt(piece.isPresent() ? piece.get().length : -1));
        pieces.forEach(piece -> piece.ifPresent(out::put));
        return out.array();
    }

    private static int length(Optional<byte[]> piece) {
        return piece.map(octets -> octets.length).orElse(0);
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
