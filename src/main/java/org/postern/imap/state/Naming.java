package org.postern.imap.state;

/** How messages are named to a client: by their sequence numbers, or with UIDONLY by nothing but UIDs (RFC 9586 3). */
public enum Naming {
    BY_NUMBER("FETCH"),
    BY_UID("UIDFETCH");

    /** What ENABLE turns on. */
    public static final String UIDONLY = "UIDONLY";

    private final String response;

    Naming(String response) {
        this.response = response;
    }

    /** The response that tells of one message, whose name stands before it. */
    public String response() {
        return response;
    }
}
