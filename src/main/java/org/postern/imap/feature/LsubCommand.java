package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.command.ListLine;
import org.postern.imap.command.MailboxTree;
import org.postern.imap.command.MailboxTree.Node;
import org.postern.imap.command.MailboxTree.Trait;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.ListPattern;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** LSUB, RFC 3501 6.3.9. */
record LsubCommand(MailboxText reference, MailboxText pattern) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("LSUB").afterLogin().parsedBy(LsubCommand::parse);

    static LsubCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText reference = MailboxText.parsePattern(in);
        in.space();
        return new LsubCommand(reference, MailboxText.parsePattern(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        List<Untagged> lines = new ArrayList<>();
        Optional<String> base = reference.unicode(ctx.utf8());
        Optional<String> text = pattern.unicode(ctx.utf8());
        if (base.isPresent() && text.isPresent()) {
            ListPattern wanted = new ListPattern(base.get(), text.get());
            MailboxTree.of(ctx.account()).nodes().stream()
                    .filter(node -> wanted.matches(node.path()))
                    .flatMap(node -> line(node, ctx).stream())
                    .forEach(lines::add);
        }
        return Responses.of(lines).ok("Lsub completed");
    }

    /** With "%" a level above a subscribed name is told as \Noselect, subscribed or not. */
    private Optional<Untagged> line(Node node, ImapContext ctx) {
        if (node.is(Trait.SUBSCRIBED)) {
            return Optional.of(new ListLine("LSUB", node.path(), List.of(), List.of(), ctx.utf8()));
        }
        boolean level = node.is(Trait.SUBSCRIBED_BELOW) && pattern.raw().indexOf('%') >= 0;
        return level
                ? Optional.of(new ListLine("LSUB", node.path(), List.of("\\Noselect"), List.of(), ctx.utf8()))
                : Optional.empty();
    }
}
