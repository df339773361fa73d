package org.postern.imap.state;

import org.postern.imap.codec.FrameLimits;

/**
 * Limits of a session.
 *
 * @param badCommandsBeforeLogin after so many commands that are wrong the connection closes
 * @param messages how many messages one command may process
 */
public record ImapLimits(
        FrameLimits beforeLogin,
        FrameLimits afterLogin,
        AppendLimits append,
        int badCommandsBeforeLogin,
        MessageLimit messages) {
    public static final ImapLimits DEFAULT = new ImapLimits(
            FrameLimits.BEFORE_LOGIN, FrameLimits.AFTER_LOGIN, AppendLimits.DEFAULT, 10, MessageLimit.NONE);

    /** Octets of one appended message. */
    public long message() {
        return append.message();
    }

    public ImapLimits withMessage(long octets) {
        return withAppend(append.withMessage(octets));
    }

    public ImapLimits withAppend(AppendLimits limits) {
        return new ImapLimits(beforeLogin, afterLogin, limits, badCommandsBeforeLogin, messages);
    }

    public ImapLimits withMessages(MessageLimit limit) {
        return new ImapLimits(beforeLogin, afterLogin, append, badCommandsBeforeLogin, limit);
    }
}
