package org.postern.imap.wire;

/** A command that cannot be understood: what is wrong and at which octet of the command. Becomes a tagged BAD. */
public final class ImapSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * Keeps no stack trace: it is an answer, not a fault.
     *
     * @param position octets before the place, 0 for the first
     * @param message fit for the client, ASCII
     */
    public ImapSyntaxException(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    public int position() {
        return position;
    }
}
