package org.postern.pop3;

/** A command's keyword, when it is valid, and how to read what follows it. */
record CommandSpec(String keyword, When when, Parser parser) {
    /** RFC 1939 3: the states of a session. */
    enum When {
        AUTHORIZATION,
        TRANSACTION,
        ALWAYS
    }

    @FunctionalInterface
    interface Parser {
        /** Reads the arguments to their end, without side effects. */
        Pop3Command parse(Arguments in) throws Pop3Exception;
    }
}
