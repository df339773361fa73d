package org.postern.imap.state;

import org.postern.imap.codec.FrameLimits;

/**
 * Limits of a session.
 *
 * @param message octets of one appended message
 * @param badCommandsBeforeLogin after so many commands that are wrong the connection closes
 */
public record ImapLimits(FrameLimits beforeLogin, FrameLimits afterLogin, long message, int badCommandsBeforeLogin) {
    public static final ImapLimits DEFAULT =
            new ImapLimits(FrameLimits.BEFORE_LOGIN, FrameLimits.AFTER_LOGIN, 64L * 1024 * 1024, 10);

    public ImapLimits withMessage(long octets) {
        return new ImapLimits(beforeLogin, afterLogin, octets, badCommandsBeforeLogin);
    }
}
