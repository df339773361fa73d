package org.postern.lmtp;

import java.util.Locale;
import org.postern.net.Reply;

/**
 * BDAT (RFC 3030): a piece of the message, its length announced. The octets follow at once, so they are read whatever
 * becomes of the command; only when their number cannot be told, the connection has to end.
 */
record BdatCommand(long octets, boolean last) implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("BDAT", BdatCommand::parse);

    private static final int MAX_DIGITS = 18;

    static LmtpCommand parse(Arguments in) throws CommandException {
        try {
            String count = in.word();
            String mark = in.atEnd() ? "" : in.word().toUpperCase(Locale.ROOT);
            in.expectEnd();
            boolean digits = count.chars().allMatch(c -> c >= '0' && c <= '9') && count.length() <= MAX_DIGITS;
            boolean last = mark.equals("LAST");
            return digits && (last || mark.isEmpty()) ? new BdatCommand(Long.parseLong(count), last) : lost();
        } catch (CommandException e) {
            return lost();
        }
    }

    private static LmtpCommand lost() {
        return context -> Answers.closing(501, "5.5.4", "Size of the chunk cannot be read");
    }

    @Override
    public Reply execute(LmtpContext context) {
        return context.receiveCounted(octets, intake(context));
    }

    private BodyIntake intake(LmtpContext context) {
        try {
            context.requireRecipient();
        } catch (CommandException e) {
            return BodyIntake.refusing(e);
        }
        context.chunkBegins();
        return last ? new MessageIntake(context) : new ChunkIntake(context, octets);
    }
}
