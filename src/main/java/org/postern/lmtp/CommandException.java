package org.postern.lmtp;

import org.postern.net.Reply;

/** A command that is refused, with its reply. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String status;

    /**
     * Made of the reply's parts.
     *
     * @param text of ASCII, without anything the client sent
     */
    CommandException(int code, String status, String text) {
        super(text);
        this.code = code;
        this.status = status;
    }

    static CommandException syntax(String text) {
        return new CommandException(501, "5.5.4", text);
    }

    static CommandException sequence(String text) {
        return new CommandException(503, "5.5.1", text);
    }

    Reply reply() {
        return Answers.of(code, status, String.valueOf(getMessage()));
    }
}
