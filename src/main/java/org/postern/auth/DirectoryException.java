package org.postern.auth;

/** A directory file could not be read or changed. */
public final class DirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What went wrong. */
    public enum Problem {
        /** The disk failed, or the file vanished: try again later. */
        UNAVAILABLE,
        /** The line about it is wrong, and the message says where and why: try again later. */
        FAULTY,
        /** What should be added is there already. */
        EXISTS,
        /** What should be changed is not there. */
        UNKNOWN,
        /** A value cannot be written into the file. */
        INVALID
    }

    DirectoryException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    DirectoryException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
