package org.postern.lmtp;

import java.util.stream.Collectors;
import org.postern.net.Reply;

/** HELP (RFC 5321 4.1.1.8), with any argument. */
record HelpCommand() implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("HELP", in -> new HelpCommand());

    @Override
    public Reply execute(LmtpContext context) {
        String verbs = context.dialect().commands().map(CommandSpec::verb).collect(Collectors.joining(" "));
        return Answers.of(214, "2.0.0", verbs);
    }
}
