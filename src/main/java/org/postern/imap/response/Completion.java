package org.postern.imap.response;

import java.util.Optional;

/** How a command ends, for now or for good. Texts are for people and may hold any characters. */
public sealed interface Completion {
    record Ok(Optional<Code> code, String text) implements Completion {}

    record No(Optional<Code> code, String text) implements Completion {}

    record Bad(Optional<Code> code, String text) implements Completion {}

    /** {@code + text}: the command goes on, in the mode it entered; its tag stays open. */
    record Continue(String text) implements Completion {}

    static Completion ok(String text) {
        return new Ok(Optional.empty(), text);
    }

    static Completion ok(Code code, String text) {
        return new Ok(Optional.of(code), text);
    }

    static Completion no(String text) {
        return new No(Optional.empty(), text);
    }

    static Completion no(Code code, String text) {
        return new No(Optional.of(code), text);
    }

    static Completion bad(String text) {
        return new Bad(Optional.empty(), text);
    }

    static Completion bad(Code code, String text) {
        return new Bad(Optional.of(code), text);
    }
}
