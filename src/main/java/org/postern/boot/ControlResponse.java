package org.postern.boot;

import java.util.List;
import java.util.Map;

/**
 * What came of a command.
 *
 * @param message a sentence for people; may be empty
 * @param rows what a listing found, each with its columns in order; values are texts or whole numbers
 */
public record ControlResponse(Status status, String message, List<Map<String, Object>> rows) {
    /** How a command ends. */
    public enum Status {
        DONE(0),
        FAILED(1),
        /** Done, and what was asked for is bad news. */
        FAULTS(1),
        USAGE(2),
        /** EX_NOUSER. */
        NO_USER(67),
        /** EX_CANTCREAT: the mailbox is full. */
        FULL(73),
        /** EX_TEMPFAIL. */
        TRY_AGAIN(75),
        /** EX_NOPERM: refused for good. */
        REFUSED(77);

        private final int exitCode;

        Status(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Of the process, see sysexits.h. */
        public int exitCode() {
            return exitCode;
        }
    }

    public static ControlResponse done(String message) {
        return new ControlResponse(Status.DONE, message, List.of());
    }

    public static ControlResponse rows(List<Map<String, Object>> rows) {
        return new ControlResponse(Status.DONE, "", rows);
    }

    public static ControlResponse failed(Status status, String message) {
        return new ControlResponse(status, message, List.of());
    }
}
