package org.postern.imap.state;

/**
 * How much one command may add to a mailbox.
 *
 * @param message octets of one message (APPENDLIMIT of RFC 7889)
 * @param messages messages of one command (RFC 3502)
 * @param total octets of all messages of one command
 * @param urls URLs of one command (RFC 4469)
 */
public record AppendLimits(long message, int messages, long total, int urls, EightBitHeaders eightBitHeaders) {
    public static final AppendLimits DEFAULT =
            new AppendLimits(64L << 20, 1000, 1L << 30, 200, EightBitHeaders.ACCEPTED);

    /** What becomes of header fields that are not ASCII, from who has not enabled UTF8=ACCEPT (RFC 6855 4). */
    public enum EightBitHeaders {
        ACCEPTED,
        REJECTED
    }

    /** With room for one of these at least. */
    public AppendLimits withMessage(long octets) {
        return new AppendLimits(octets, messages, Math.max(total, octets), urls, eightBitHeaders);
    }

    public AppendLimits withMessages(int most) {
        return new AppendLimits(message, most, total, urls, eightBitHeaders);
    }

    public AppendLimits withTotal(long octets) {
        return new AppendLimits(message, messages, octets, urls, eightBitHeaders);
    }

    public AppendLimits withEightBitHeaders(EightBitHeaders answer) {
        return new AppendLimits(message, messages, total, urls, answer);
    }
}
