package org.postern.pop3;

import org.postern.net.Reply;

/** UTF8 (RFC 6856 2.1): from now on messages with header fields in UTF-8 are what this client takes. */
record Utf8Command() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("UTF8", CommandSpec.When.AUTHORIZATION, Utf8Command::parse);

    static Utf8Command parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new Utf8Command();
    }

    @Override
    public Reply execute(Pop3Context context) {
        context.enableUtf8();
        return context.language().ok("UTF-8 mode");
    }
}
