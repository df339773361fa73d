package org.postern.lmtp;

import org.postern.net.Reply;

/** One command with its arguments. */
interface LmtpCommand {
    /** Does it and says the answer. */
    Reply execute(LmtpContext context) throws CommandException;
}
