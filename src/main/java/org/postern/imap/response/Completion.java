package org.postern.imap.response;

import java.util.Optional;

/**
 * How a command ends, for now or for good.
 *
 * @param text for people; may hold any characters
 */
public record Completion(Status status, Optional<Code> code, String text) {
    /** What the last line says. */
    public enum Status {
        OK,
        NO,
        BAD,
        /** {@code + text}: the command goes on, in the mode it entered; its tag stays open. */
        CONTINUE
    }

    public static Completion ok(String text) {
        return new Completion(Status.OK, Optional.empty(), text);
    }

    public static Completion ok(Code code, String text) {
        return new Completion(Status.OK, Optional.of(code), text);
    }

    public static Completion no(String text) {
        return new Completion(Status.NO, Optional.empty(), text);
    }

    public static Completion no(Code code, String text) {
        return new Completion(Status.NO, Optional.of(code), text);
    }

    public static Completion bad(String text) {
        return new Completion(Status.BAD, Optional.empty(), text);
    }

    public static Completion bad(Code code, String text) {
        return new Completion(Status.BAD, Optional.of(code), text);
    }

    /** A continuation request; the command has entered a mode. */
    public static Completion goOn(String text) {
        return new Completion(Status.CONTINUE, Optional.empty(), text);
    }

    public boolean isContinue() {
        return status == Status.CONTINUE;
    }
}
