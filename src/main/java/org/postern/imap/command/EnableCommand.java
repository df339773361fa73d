package org.postern.imap.command;

import static org.postern.imap.state.SessionState.AUTHENTICATED;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.AnnotationNews;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapChars;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/**
 * ENABLE, RFC 9051 6.3.1 and RFC 5161; not while a mailbox is selected.
 *
 * @param names those that can be enabled, as their RFCs spell them
 */
record EnableCommand(List<String> names) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("ENABLE").in(AUTHENTICATED).parsedBy(EnableCommand::parse);

    static EnableCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        List<String> names = new ArrayList<>();
        do {
            grammar.enableName(in.run(ImapChars.ASTRING, "capability")).ifPresent(names::add);
        } while (in.tryConsume(' '));
        return new EnableCommand(names.stream().distinct().toList());
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        List<String> fresh = names.stream().filter(name -> !ctx.isEnabled(name)).toList();
        if (fresh.contains(AnnotationNews.NAME)) {
            ctx.watchAnnotations();
        }
        fresh.forEach(ctx::enable);
        String line = fresh.isEmpty() ? "ENABLED" : "ENABLED " + String.join(" ", fresh);
        return Responses.of(Untagged.line(line)).ok("Enable completed");
    }
}
