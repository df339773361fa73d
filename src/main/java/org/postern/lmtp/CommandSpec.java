package org.postern.lmtp;

/** A command's name and how to read what follows it. */
record CommandSpec(String verb, Parser parser) {
    @FunctionalInterface
    interface Parser {
        /** Reads the arguments to their end, without side effects. */
        LmtpCommand parse(Arguments in) throws CommandException;
    }
}
