package org.postern.imap.fetch;

import java.util.Optional;
import org.postern.imap.codec.CommandText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.Span;
import org.postern.store.StoreException;

/** A section by itself, for those who want its octets and no FETCH (RFC 4469 3). */
public final class PieceName {
    private final Section section;

    private PieceName(Section section) {
        this.section = section;
    }

    /** Reads what may stand between the brackets of BODY[]. */
    public static PieceName parse(String text) throws ImapSyntaxException {
        ImapLexer in = new ImapLexer(CommandText.of("[" + text + "]"));
        Section section = Section.parse(in);
        in.expectEnd();
        return new PieceName(section);
    }

    /** What the literal of FETCH BODY would hold; empty when the message has no such section. */
    public Optional<Piece> in(OpenedMessage message) throws StoreException {
        Optional<Span> span = SectionFinder.span(message, section);
        boolean selects =
                section.text() == Section.Text.HEADER_FIELDS || section.text() == Section.Text.HEADER_FIELDS_NOT;
        if (span.isEmpty() || !selects) {
            BodySource octets = message.source();
            return span.map(s -> new Piece(octets, s));
        }
        OctetArray chosen = new FieldChoice(message.header(span.get()), section).octets();
        return Optional.of(new Piece(chosen, new Span(0, chosen.size())));
    }
}
