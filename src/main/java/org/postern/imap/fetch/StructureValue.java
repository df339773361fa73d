package org.postern.imap.fetch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.postern.imap.wire.ImapComposer;
import org.postern.mime.ContentFields;
import org.postern.mime.ContentType;
import org.postern.mime.Disposition;
import org.postern.mime.Envelope;
import org.postern.mime.HeaderBlock;
import org.postern.mime.MimePart;
import org.postern.mime.MimePart.Kind;
import org.postern.mime.Octets;
import org.postern.mime.ParameterList;
import org.postern.mime.Span;
import org.postern.wire.Progress;

/**
 * Writes a body structure one entity a step, so that ten thousand parts need no more than a batch in memory. A multipart
 * without parts, which the grammar has no form for, shows an empty text; so does an embedded message that is encoded or
 * lies too deep.
 */
final class StructureValue implements FetchValue {
    /** Reads the headers of embedded messages. */
    @FunctionalInterface
    interface Headers {
        HeaderBlock at(Span where) throws IOException;
    }

    private final Headers headers;
    private final StructureItem item;
    private final Deque<Open> open = new ArrayDeque<>();
    private Optional<MimePart> first;

    /** An entity whose children are being written. */
    private static final class Open {
        private final MimePart part;
        private int next;

        Open(MimePart part) {
            this.part = part;
        }
    }

    StructureValue(Headers headers, MimePart message, StructureItem item) {
        this.headers = headers;
        this.item = item;
        this.first = Optional.of(message);
    }

    @Override
    public Progress encode(ImapComposer out) throws IOException {
        if (first.isPresent()) {
            MimePart message = first.get();
            first = Optional.empty();
            begin(message, out.raw(item.name()).space());
        }
        while (!open.isEmpty()) {
            if (out.out().isFull()) {
                return Progress.MORE;
            }
            Open top = open.getLast();
            if (top.next < top.part.children().size()) {
                begin(top.part.children().get(top.next++), out);
            } else {
                open.removeLast();
                end(top.part, out);
            }
        }
        return Progress.DONE;
    }

    private void begin(MimePart part, ImapComposer out) throws IOException {
        ContentFields content = part.content();
        out.open();
        if (isMultipart(part)) {
            if (part.children().isEmpty()) {
                emptyText(out);
            }
            open.addLast(new Open(part));
            return;
        }
        fields(part, out);
        if (content.type().is("message", "rfc822") || part.kind() == Kind.MESSAGE) {
            EnvelopeItem.write(envelope(part), out.space());
            out.space();
            if (part.children().isEmpty()) {
                emptyText(out);
            }
            open.addLast(new Open(part));
        } else {
            if (content.type().is("text")) {
                out.space().number(part.lines());
            }
            singleExtension(content, out);
            out.close();
        }
    }

    private void end(MimePart part, ImapComposer out) {
        ContentFields content = part.content();
        out.space();
        if (isMultipart(part)) {
            out.string(content.type().subtype());
            if (item == StructureItem.BODYSTRUCTURE) {
                parameters(content.type().parameters(), out.space());
                extension(content, out);
            }
        } else {
            out.number(part.lines());
            singleExtension(content, out);
        }
        out.close();
    }

    private static boolean isMultipart(MimePart part) {
        return part.kind() == Kind.MULTIPART || part.content().type().is("multipart");
    }

    private Envelope envelope(MimePart part) throws IOException {
        if (part.kind() != Kind.MESSAGE) {
            return Envelope.EMPTY;
        }
        return Envelope.of(headers.at(part.message().header()), OpenedMessage.LIMITS);
    }

    /** Type, subtype, parameters, id, description, encoding, octets. */
    private static void fields(MimePart part, ImapComposer out) {
        ContentFields content = part.content();
        ContentType type = content.type();
        out.string(type.type()).space().string(type.subtype()).space();
        boolean charsetMissing =
                type.is("text") && type.parameters().first("charset").isEmpty();
        if (charsetMissing) {
            // RFC 2045 5.2 says what is meant, and clients expect to read it.
            out.open();
            parameterPairs(type.parameters(), out);
            out.raw(type.parameters().all().isEmpty() ? "" : " ").raw("\"charset\" \"us-ascii\")");
        } else {
            parameters(type.parameters(), out);
        }
        EnvelopeItem.nstring(content.id(), out.space()).space();
        EnvelopeItem.nstring(content.description(), out).space();
        out.string(content.encoding()).space().number(part.body().size());
    }

    private void emptyText(ImapComposer out) {
        out.raw("(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 0 0");
        out.raw(item == StructureItem.BODYSTRUCTURE ? " NIL NIL NIL NIL)" : ")");
    }

    private void singleExtension(ContentFields content, ImapComposer out) {
        if (item == StructureItem.BODYSTRUCTURE) {
            EnvelopeItem.nstring(content.md5(), out.space());
            extension(content, out);
        }
    }

    /** Disposition, language, location. */
    private static void extension(ContentFields content, ImapComposer out) {
        Optional<Disposition> disposition = content.disposition();
        if (disposition.isPresent()) {
            out.raw(" (").string(disposition.get().type()).space();
            parameters(disposition.get().parameters(), out).close();
        } else {
            out.space().nil();
        }
        languages(content.languages(), out.space());
        EnvelopeItem.nstring(content.location(), out.space());
    }

    private static void languages(List<String> tags, ImapComposer out) {
        if (tags.isEmpty()) {
            out.nil();
            return;
        }
        out.open();
        for (int i = 0; i < tags.size(); i++) {
            out.raw(i == 0 ? "" : " ").string(tags.get(i));
        }
        out.close();
    }

    private static ImapComposer parameters(ParameterList parameters, ImapComposer out) {
        if (parameters.all().isEmpty()) {
            return out.nil();
        }
        parameterPairs(parameters, out.open());
        return out.close();
    }

    private static void parameterPairs(ParameterList parameters, ImapComposer out) {
        String separator = "";
        for (ParameterList.Parameter parameter : parameters.all()) {
            Octets value = parameter.value();
            out.raw(separator).string(parameter.name()).space();
            EnvelopeItem.string(value, out);
            separator = " ";
        }
    }
}
