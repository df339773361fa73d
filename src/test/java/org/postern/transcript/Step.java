package org.postern.transcript;

/**
 * One line of a script.
 *
 * @param line its number, from 1
 * @param session the session's letter
 * @param text what follows the sign, octets as characters
 */
record Step(int line, char session, Kind kind, String text) {
    enum Kind {
        SEND('>'),
        SEND_FOR_ANY_ORDER('?'),
        EXPECT('<'),
        CLOSED('!'),
        /** Something changes below the protocol: a TLS handshake, or as the text says. */
        CHANGES('^');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        static Kind of(char sign) {
            for (Kind kind : values()) {
                if (kind.sign == sign) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no such sign: " + sign);
        }
    }

    boolean sends() {
        return kind == Kind.SEND || kind == Kind.SEND_FOR_ANY_ORDER;
    }

    /** Whether the client has to wait for this before it may send more: a continuation. */
    boolean isContinuation() {
        return kind == Kind.EXPECT
                && (text.equals("+") || text.startsWith("+ ") || text.startsWith("+...") || text.startsWith("354"));
    }

    /** Whether this stands for lines that the script does not care about. */
    boolean isAnyLines() {
        return kind == Kind.EXPECT && text.equals("***");
    }

    @Override
    public String toString() {
        return "" + session + kind.sign + (text.isEmpty() ? "" : " " + text);
    }
}
