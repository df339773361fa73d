package org.postern.mime;

/**
 * Reads the value of a structured header field, folded or not, one character an octet. Never fails: what is not closed
 * ends with the value. Every character is passed at most a fixed number of times.
 */
final class FieldLexer {
    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    private final String value;
    private int position;

    FieldLexer(String value) {
        this.value = value;
    }

    boolean atEnd() {
        return position >= value.length();
    }

    /** The next character, or NUL at the end. */
    char peek() {
        return atEnd() ? 0 : value.charAt(position);
    }

    char next() {
        return value.charAt(position++);
    }

    boolean take(char wanted) {
        boolean there = !atEnd() && value.charAt(position) == wanted;
        position += there ? 1 : 0;
        return there;
    }

    /** Passes blanks, line ends and comments. */
    FieldLexer skipBlank() {
        while (!atEnd()) {
            if (isBlank(peek())) {
                position++;
            } else if (peek() == '(') {
                comment();
            } else {
                break;
            }
        }
        return this;
    }

    /** Passes everything up to {@code stop} and {@code stop} itself. */
    void skipPast(char stop) {
        while (!atEnd() && peek() != stop) {
            switch (peek()) {
                case '"' -> quotedString();
                case '(' -> comment();
                default -> position++;
            }
        }
        take(stop);
    }

    /** A token of RFC 2045 5.1, empty when there is none here. */
    String token() {
        int start = position;
        while (!atEnd() && isToken(peek())) {
            position++;
        }
        return value.substring(start, position);
    }

    /** The contents of the quoted string that begins here, or ends with the value. */
    String quotedString() {
        return enclosed('"', '"');
    }

    /** The contents of the comment that begins here; nested comments are part of it. */
    String comment() {
        return enclosed('(', ')');
    }

    /** Whether a quoted string that begins here is ever closed. */
    boolean quotedStringCloses() {
        for (int i = position + 1; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** A parameter value: quoted, or anything up to the next parameter, since file names come unquoted with blanks. */
    String parameterValue() {
        if (skipBlank().peek() == '"') {
            return quotedString();
        }
        int start = position;
        int end = position;
        while (!atEnd() && peek() != ';') {
            if (!isBlank(peek())) {
                position++;
                end = position;
            } else if (!skipBlank().atEnd() && parameterFollows()) {
                break;
            }
        }
        return unfold(value.substring(start, end));
    }

    private boolean parameterFollows() {
        int start = position;
        boolean follows = !token().isEmpty() && peek() == '=';
        position = start;
        return follows;
    }

    private String enclosed(char open, char close) {
        StringBuilder text = new StringBuilder();
        position++;
        for (int depth = 1; !atEnd(); ) {
            char c = next();
            if (c == '\\' && !atEnd()) {
                text.append(next());
            } else if (c == close) {
                if (--depth == 0) {
                    break;
                }
                text.append(c);
            } else if (c != '\r' && c != '\n') {
                depth += c == open ? 1 : 0;
                text.append(c);
            }
        }
        return text.toString();
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isToken(char c) {
        return c > ' ' && c < 0x7F && TSPECIALS.indexOf(c) < 0;
    }

    /** RFC 5322 2.2.3: a line end within a field counts as nothing, the blank behind it stays. */
    static String unfold(String raw) {
        if (raw.indexOf('\n') < 0 && raw.indexOf('\r') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) != '\r' && raw.charAt(i) != '\n') {
                text.append(raw.charAt(i));
            }
        }
        return text.toString();
    }
}
