package org.postern.imap.fetch;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * What stands between the brackets of {@code BODY[...]} (RFC 9051 6.4.5).
 *
 * @param path part numbers from the outermost on; empty for the message itself
 * @param text which piece of the part
 * @param fields names of header fields as the client wrote them, for the two kinds that have some
 */
record Section(List<Long> path, Text text, FieldNames fields) {
    /** The whole message. */
    static final Section WHOLE = new Section(List.of(), Text.WHOLE, FieldNames.NONE);

    static final Section HEADER = new Section(List.of(), Text.HEADER, FieldNames.NONE);
    static final Section TEXT = new Section(List.of(), Text.TEXT, FieldNames.NONE);

    /** Part numbers in one section; deeper than any structure goes. */
    private static final int MAX_PATH = 200;

    /** The piece of a part. */
    enum Text {
        /** The body of a part, or the message with its header. */
        WHOLE(""),
        MIME("MIME"),
        HEADER("HEADER"),
        HEADER_FIELDS("HEADER.FIELDS"),
        HEADER_FIELDS_NOT("HEADER.FIELDS.NOT"),
        TEXT("TEXT");

        private final String word;

        Text(String word) {
            this.word = word;
        }
    }

    Section {
        path = List.copyOf(path);
    }

    /** Reads from the opening to the closing bracket. */
    static Section parse(ImapLexer in) throws ImapSyntaxException {
        in.expect('[');
        List<Long> path = path(in);
        Text text = Text.WHOLE;
        FieldNames fields = FieldNames.NONE;
        if (in.peek() != ']') {
            text = text(in, path);
            if (text == Text.HEADER_FIELDS || text == Text.HEADER_FIELDS_NOT) {
                in.space();
                fields = FieldNames.of(in.list(ImapLexer::astring));
            }
        }
        in.expect(']');
        return new Section(path, text, fields);
    }

    /** Reads part numbers alone, for BINARY. */
    static Section parsePath(ImapLexer in) throws ImapSyntaxException {
        in.expect('[');
        Section section = new Section(path(in), Text.WHOLE, FieldNames.NONE);
        in.expect(']');
        return section;
    }

    private static List<Long> path(ImapLexer in) throws ImapSyntaxException {
        List<Long> path = new ArrayList<>();
        while (in.peek() >= '0' && in.peek() <= '9') {
            path.add(in.nzNumber());
            if (path.size() > MAX_PATH) {
                throw in.error("section too deep");
            }
            if (in.peek() == ']') {
                return path;
            }
            in.expect('.');
            if (in.peek() == ']') {
                throw in.error("part number or section expected");
            }
        }
        return path;
    }

    private static Text text(ImapLexer in, List<Long> path) throws ImapSyntaxException {
        for (Text text : Text.values()) {
            boolean possible = text != Text.WHOLE && (text != Text.MIME || !path.isEmpty());
            if (possible && in.tryWord(text.word)) {
                return text;
            }
        }
        throw in.error("section expected");
    }

    /** As on the wire, with its brackets. */
    void write(ImapComposer out) {
        out.raw("[");
        for (int i = 0; i < path.size(); i++) {
            out.raw(i == 0 ? "" : ".").number(path.get(i));
        }
        out.raw(path.isEmpty() || text == Text.WHOLE ? "" : ".").raw(text.word);
        if (!fields.isEmpty()) {
            out.raw(" (");
            String separator = "";
            for (String field : fields.written()) {
                out.raw(separator).astring(field);
                separator = " ";
            }
            out.close();
        }
        out.raw("]");
    }
}
