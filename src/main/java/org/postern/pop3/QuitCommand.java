package org.postern.pop3;

import java.util.Map;
import java.util.Optional;
import org.postern.net.Reply;
import org.postern.store.StoreException;

/** QUIT (RFC 1939 4 and 6): the only command that deletes. */
record QuitCommand() implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("QUIT", CommandSpec.When.ALWAYS, QuitCommand::parse);

    static QuitCommand parse(Arguments in) throws Pop3Exception {
        in.expectEnd();
        return new QuitCommand();
    }

    @Override
    public Reply execute(Pop3Context context) {
        Optional<Maildrop> drop = context.openMaildrop();
        Reply answer = drop.map(d -> update(context, d))
                .orElseGet(() -> context.language().ok("Bye", Reply.Next.CLOSE));
        context.release();
        return answer;
    }

    private static Reply update(Pop3Context context, Maildrop drop) {
        try {
            drop.update();
            context.loggedOut(drop.user(), Map.of("retrieved", drop.retrievedCount(), "deleted", drop.deletedCount()));
            return context.language().ok("Bye", Reply.Next.CLOSE);
        } catch (StoreException e) {
            context.loggedOut(drop.user(), Map.of("retrieved", drop.retrievedCount(), "deleted", 0L));
            return new Pop3Exception(Pop3Exception.Code.SYS_TEMP, "Some deleted messages were not removed")
                    .reply(context.language(), Reply.Next.CLOSE);
        }
    }
}
