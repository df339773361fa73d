package org.postern.imap.fetch;

import java.util.List;
import java.util.Optional;
import org.postern.mime.MimePart;
import org.postern.mime.MimePart.Kind;
import org.postern.mime.Span;
import org.postern.store.StoreException;

/**
 * Finds the part that a section names. Part 1 of what is no multipart is its body; the parts of an embedded message are
 * those of the message in it (RFC 9051 6.4.5).
 */
final class SectionFinder {
    private SectionFinder() {}

    /** The part of a path; for the empty path the message itself. */
    static Optional<MimePart> part(OpenedMessage message, List<Long> path) throws StoreException {
        Optional<MimePart> part = Optional.of(message.structure());
        boolean whole = true;
        for (long number : path) {
            MimePart parent = part.get();
            if (!whole && parent.kind() == Kind.MESSAGE) {
                parent = parent.message();
                whole = true;
            }
            part = child(parent, number, whole);
            whole = false;
            if (part.isEmpty()) {
                return part;
            }
        }
        return part;
    }

    private static Optional<MimePart> child(MimePart parent, long number, boolean message) {
        if (parent.kind() == Kind.MULTIPART) {
            boolean there = number >= 1 && number <= parent.children().size();
            return there ? Optional.of(parent.children().get((int) number - 1)) : Optional.empty();
        }
        return message && number == 1 ? Optional.of(parent) : Optional.empty();
    }

    /** The octets of a section that is one stretch of the message; empty if the message has no such section. */
    static Optional<Span> span(OpenedMessage message, Section section) throws StoreException {
        if (section.path().isEmpty()) {
            return Optional.of(ofMessage(message, section.text()));
        }
        Optional<MimePart> part = part(message, section.path());
        return switch (section.text()) {
            case WHOLE -> part.map(MimePart::body);
            case MIME -> part.map(MimePart::header);
            case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> embedded(part).map(MimePart::header);
            case TEXT -> embedded(part).map(MimePart::body);
        };
    }

    private static Optional<MimePart> embedded(Optional<MimePart> part) {
        return part.filter(message -> message.kind() == Kind.MESSAGE).map(MimePart::message);
    }

    private static Span ofMessage(OpenedMessage message, Section.Text text) throws StoreException {
        long size = message.source().size();
        return switch (text) {
            case WHOLE -> new Span(0, size);
            case TEXT -> new Span(message.headerSpan().end(), size);
            case MIME, HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> message.headerSpan();
        };
    }
}
