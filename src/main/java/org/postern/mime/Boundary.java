package org.postern.mime;

import java.util.Optional;

/** The boundary of a multipart, and how lines compare with it. */
final class Boundary {
    /** RFC 2046 allows 70; longer ones are cut, which comparing with the beginning of the line permits. */
    static final int MAX_LENGTH = 1000;

    /** How a line relates to a boundary. */
    enum Match {
        NONE,
        /** It goes on behind the string. */
        PREFIX,
        /** It is the string with nothing but blanks and perhaps the two final dashes behind it. */
        EXACT
    }

    private final byte[] delimiter;

    private Boundary(String string) {
        this.delimiter = Octets.latin1("--" + string).toByteArray();
    }

    /** The boundary of a multipart's Content-Type. */
    static Optional<Boundary> of(ContentType type) {
        return type.parameters()
                .first("boundary")
                .map(value -> value.latin1().stripTrailing())
                .filter(value -> !value.isEmpty())
                .map(value -> new Boundary(value.substring(0, Math.min(value.length(), MAX_LENGTH))));
    }

    int length() {
        return delimiter.length;
    }

    /** Compares the line that {@code in} stands at. */
    Match match(LineWindow in) {
        if (!in.matches(0, delimiter)) {
            return Match.NONE;
        }
        int rest = delimiter.length + (isFinal(in) ? 2 : 0);
        while (rest < in.available() && (in.at(rest) == ' ' || in.at(rest) == '\t' || in.at(rest) == '\r')) {
            rest++;
        }
        return rest == in.available() || in.at(rest) == '\n' ? Match.EXACT : Match.PREFIX;
    }

    /** Whether the line, which begins with this boundary, says that no more parts follow. */
    boolean isFinal(LineWindow in) {
        int rest = delimiter.length;
        return rest + 1 < in.available() && in.at(rest) == '-' && in.at(rest + 1) == '-';
    }
}
