package org.postern.imap.fetch;

import java.io.IOException;
import java.util.Optional;
import org.postern.imap.fetch.SectionItem.Reading;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.BodyDecoder;
import org.postern.mime.MimePart;
import org.postern.mime.UnknownEncodingException;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/**
 * {@code BINARY[part]<partial>} and {@code BINARY.SIZE[part]} (RFC 3516, RFC 9051 6.4.5): a part without its transfer
 * encoding. The message as a whole, which is not encoded, comes as BODY[] does; a part that is not there is empty.
 */
record BinaryItem(Section section, Optional<Partial> partial, Reading reading, Answer answer) implements FetchItem {
    /** What is told of the decoded octets. */
    enum Answer {
        OCTETS,
        SIZE
    }

    static BinaryItem parse(ImapLexer in, Reading reading) throws ImapSyntaxException {
        return new BinaryItem(Section.parsePath(in), Partial.parse(in), reading, Answer.OCTETS);
    }

    static BinaryItem parseSize(ImapLexer in) throws ImapSyntaxException {
        return new BinaryItem(Section.parsePath(in), Optional.empty(), Reading.PEEKS, Answer.SIZE);
    }

    @Override
    public boolean setsSeen() {
        return reading == Reading.SETS_SEEN;
    }

    @Override
    public FetchValue of(FetchRow row) throws StoreException, Refusal {
        DecodedOctets decoded = decoded(row);
        if (answer == Answer.SIZE) {
            return out -> {
                section.write(out.raw("BINARY.SIZE"));
                out.space().number(decoded.size());
                return Progress.DONE;
            };
        }
        return new BinaryValue(this, decoded);
    }

    private DecodedOctets decoded(FetchRow row) throws StoreException, Refusal {
        BodySource source = row.source();
        try {
            if (section.path().isEmpty()) {
                return DecodedOctets.of(() -> source.stream(row.structure().whole()));
            }
            Optional<MimePart> part = SectionFinder.part(row.message(), section.path());
            return part.isEmpty()
                    ? DecodedOctets.NONE
                    : DecodedOctets.of(() -> new BodyDecoder(source).decoded(part.get()));
        } catch (UnknownEncodingException e) {
            throw Refusal.no(Code.UNKNOWN_CTE, "A part has an encoding that is not known");
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "message cannot be read", e);
        }
    }
}
