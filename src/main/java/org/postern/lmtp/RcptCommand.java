package org.postern.lmtp;

import org.postern.delivery.Address;
import org.postern.delivery.Outcome;
import org.postern.net.Reply;

/** RCPT (RFC 5321 4.1.1.3). */
record RcptCommand(Address recipient) implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("RCPT", RcptCommand::parse);

    static RcptCommand parse(Arguments in) throws CommandException {
        in.expect("TO:");
        String path = in.path();
        if (!in.parameters().isEmpty()) {
            throw new CommandException(555, "5.5.4", "Unknown RCPT parameter");
        }
        try {
            return new RcptCommand(Address.parse(path));
        } catch (IllegalArgumentException e) {
            throw new CommandException(501, "5.1.3", "Recipient is not an address");
        }
    }

    @Override
    public Reply execute(LmtpContext context) throws CommandException {
        context.requireNoChunk();
        if (!context.isUtf8() && !recipient.isAscii()) {
            return Answers.of(Outcome.NEEDS_SMTPUTF8);
        }
        Outcome outcome = context.transaction().addRecipient(recipient);
        return context.isGuessing(outcome)
                ? Answers.closing(421, "4.7.0", "Too many unknown recipients")
                : Answers.about(recipient.toString(), outcome);
    }
}
