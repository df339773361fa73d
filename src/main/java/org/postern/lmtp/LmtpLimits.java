package org.postern.lmtp;

import org.postern.lmtp.codec.LmtpFramer;

/**
 * How much a client may ask of one connection.
 *
 * @param line octets of a command line
 * @param piece octets of a body held in memory at once
 * @param badCommands commands that make no sense, after which the connection is closed
 * @param unknownRecipients of a client that speaks SMTP, after which the connection is closed: it is guessing
 */
public record LmtpLimits(int line, int piece, int badCommands, int unknownRecipients) {
    public static final LmtpLimits DEFAULT = new LmtpLimits(LmtpFramer.DEFAULT_LINE, LmtpFramer.DEFAULT_PIECE, 20, 20);
}
