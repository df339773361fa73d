package org.postern.mime;

import java.util.Optional;

/**
 * Reads the message ids of a field one after the other, in one form whatever way they are quoted (RFC 5256 3, RFC 5322
 * 3.6.4): without blanks, comments, quotes and angle brackets. What is no id is passed over. Takes time linear in the length
 * of the field.
 */
public final class MessageIds {
    private final FieldLexer in;

    /** @param value of Message-ID, References or In-Reply-To, folded or not */
    public MessageIds(Octets value) {
        this.in = new FieldLexer(value.latin1());
    }

    /** The next id. */
    public Optional<String> next() {
        while (!in.atEnd()) {
            switch (in.peek()) {
                case '(' -> in.comment();
                case '<' -> {
                    in.next();
                    Optional<String> id = id();
                    if (id.isPresent()) {
                        return id;
                    }
                }
                default -> in.next();
            }
        }
        return Optional.empty();
    }

    /** What stands up to ">"; empty when that is no id. Another "<" begins anew. */
    private Optional<String> id() {
        StringBuilder id = new StringBuilder();
        int at = -1;
        while (!in.atEnd() && in.peek() != '<') {
            switch (in.peek()) {
                case '>' -> {
                    in.next();
                    return at > 0 && at < id.length() - 1 ? Optional.of(id.toString()) : Optional.empty();
                }
                case '"' -> id.append(in.quotedString());
                case '(' -> in.comment();
                case ' ', '\t', '\r', '\n' -> in.next();
                case '@' -> {
                    in.next();
                    at = id.length();
                    id.append('@');
                }
                default -> id.append(in.next());
            }
        }
        return Optional.empty();
    }
}
