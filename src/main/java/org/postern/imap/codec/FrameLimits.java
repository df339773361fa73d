package org.postern.imap.codec;

/**
 * How much one command may bring, message literals of APPEND aside.
 *
 * @param line octets of one line
 * @param literal octets of one literal
 * @param literals literals of one command
 * @param command octets of all lines and literals of one command
 * @param nonSynchronizing octets of one literal that is sent without waiting
 */
public record FrameLimits(int line, int literal, int literals, int command, long nonSynchronizing) {
    /** While anybody may ask. */
    public static final FrameLimits BEFORE_LOGIN = new FrameLimits(8 * 1024, 4 * 1024, 3, 16 * 1024, Long.MAX_VALUE);

    public static final FrameLimits AFTER_LOGIN =
            new FrameLimits(64 * 1024, 512 * 1024, 1000, 1024 * 1024, Long.MAX_VALUE);

    /** What LITERAL- (RFC 7888 5, the base of IMAP4rev2) allows without waiting, octets. */
    public static final long LITERAL_MINUS = 4096;

    public FrameLimits withNonSynchronizing(long octets) {
        return new FrameLimits(line, literal, literals, command, octets);
    }
}
