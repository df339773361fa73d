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
        String answer = "+OK Bye\r\n";
        if (drop.isPresent()) {
            answer = update(context, drop.get());
        }
        context.release();
        return Reply.text(answer, Reply.Next.CLOSE);
    }

    private static String update(Pop3Context context, Maildrop drop) {
        try {
            drop.update();
            context.loggedOut(drop.user(), Map.of("retrieved", drop.retrievedCount(), "deleted", drop.deletedCount()));
            return "+OK Bye\r\n";
        } catch (StoreException e) {
            context.loggedOut(drop.user(), Map.of("retrieved", drop.retrievedCount(), "deleted", 0L));
            return "-ERR [SYS/TEMP] Some deleted messages were not removed\r\n";
        }
    }
}
