package org.postern.bench;

/** A message that is to be appended. */
final class Upload {
    private final String flags;
    private final byte[] message;

    /**
     * Takes the message as it is, without a copy.
     *
     * @param flags as in {@code (\Seen)}
     */
    Upload(String flags, byte[] message) {
        this.flags = flags;
        this.message = message;
    }

    String flags() {
        return flags;
    }

    byte[] message() {
        return message;
    }
}
