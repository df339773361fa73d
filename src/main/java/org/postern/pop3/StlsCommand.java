package org.postern.pop3;

import org.postern.net.Reply;

/** STLS (RFC 2595 4). */
record StlsCommand() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("STLS", CommandSpec.When.AUTHORIZATION, StlsCommand::parse);

    static StlsCommand parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new StlsCommand();
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception {
        if (!context.link().canStartTls()) {
            throw new Pop3Exception("TLS is not to be had here");
        }
        if (context.isUtf8()) {
            throw new Pop3Exception("STLS comes before UTF8");
        }
        context.login().startOver();
        return context.language().ok("Begin TLS", Reply.Next.START_TLS);
    }
}
