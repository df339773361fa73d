package org.postern.imap.fetch;

import java.io.IOException;
import java.util.Optional;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.Span;
import org.postern.store.StoreException;
import org.postern.wire.BodyOctets;

/**
 * {@code BODY[section]<partial>} and the three items of IMAP4rev1 that are other names for such. A section that the
 * message does not have is an empty string.
 *
 * @param name what the answer is called instead of BODY with its section
 */
record SectionItem(Section section, Optional<Partial> partial, Reading reading, Optional<String> name)
        implements FetchItem {
    static final SectionItem RFC822 = named("RFC822", Section.WHOLE, Reading.SETS_SEEN);
    static final SectionItem RFC822_HEADER = named("RFC822.HEADER", Section.HEADER, Reading.PEEKS);
    static final SectionItem RFC822_TEXT = named("RFC822.TEXT", Section.TEXT, Reading.SETS_SEEN);

    /** Whether the message counts as read afterwards. */
    enum Reading {
        SETS_SEEN,
        PEEKS
    }

    private static SectionItem named(String name, Section section, Reading reading) {
        return new SectionItem(section, Optional.empty(), reading, Optional.of(name));
    }

    static SectionItem parse(ImapLexer in, Reading reading) throws ImapSyntaxException {
        return new SectionItem(Section.parse(in), Partial.parse(in), reading, Optional.empty());
    }

    @Override
    public boolean setsSeen() {
        return reading == Reading.SETS_SEEN;
    }

    @Override
    public FetchValue of(FetchRow row) throws StoreException {
        boolean ofMessage = section.path().isEmpty() && section.text() == Section.Text.HEADER_FIELDS;
        if (ofMessage) {
            return chosen(new FieldChoice(row.headerWith(section.fields()), section));
        }
        Optional<Span> found = SectionFinder.span(row.message(), section);
        BodySource source = row.source();
        boolean selects =
                section.text() == Section.Text.HEADER_FIELDS || section.text() == Section.Text.HEADER_FIELDS_NOT;
        if (found.isPresent() && selects) {
            return selected(row, found.get());
        }
        return literal(source, found.orElse(new Span(0, 0)));
    }

    private FetchValue chosen(FieldChoice choice) {
        return new DeferredValue(() -> {
            OctetArray octets = choice.octets();
            return literal(octets, new Span(0, octets.size()));
        });
    }

    /** Chooses the fields when their turn comes, for there may be many such items. */
    private FetchValue selected(FetchRow row, Span header) throws StoreException {
        boolean own = section.path().isEmpty();
        // Read now what can fail; the block of the message itself is shared with other items.
        Optional<FieldChoice> shared = own ? Optional.of(new FieldChoice(row.header(), section)) : Optional.empty();
        return new DeferredValue(() -> {
            try {
                FieldChoice choice = shared.isPresent() ? shared.get() : new FieldChoice(row.header(header), section);
                OctetArray octets = choice.octets();
                return literal(octets, new Span(0, octets.size()));
            } catch (StoreException e) {
                throw new IOException(e);
            }
        });
    }

    private FetchValue literal(BodyOctets octets, Span whole) {
        Span wanted = partial.isPresent() ? partial.get().of(whole) : whole;
        return new LiteralValue(this::label, octets, wanted);
    }

    private void label(ImapComposer out) {
        if (name.isPresent()) {
            out.raw(name.get());
            return;
        }
        section.write(out.raw("BODY"));
        partial.ifPresent(p -> out.raw("<").number(p.offset()).raw(">"));
    }
}
