package org.postern.mime;

import java.util.Optional;

/**
 * A Content-Disposition (RFC 2183).
 *
 * @param type ASCII token as the sender wrote it, for example {@code attachment}
 */
public record Disposition(String type, ParameterList parameters) {

    /** Reads a field value; empty when it does not begin with a word. */
    public static Optional<Disposition> parse(Octets value) {
        FieldLexer in = new FieldLexer(value.latin1());
        String type = in.skipBlank().peek() == '"' ? new FieldLexer(in.quotedString()).token() : in.token();
        in.skipPast(';');
        return type.isEmpty() ? Optional.empty() : Optional.of(new Disposition(type, ParameterList.parse(in)));
    }
}
