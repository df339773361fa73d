package org.postern.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.ListPattern;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.imap.wire.Utf8;
import org.postern.store.StoreException;

/** LIST, plain and extended, RFC 9051 6.3.9 and RFC 5258. */
record ListCommand(MailboxText reference, List<MailboxText> patterns, ListOptions options, Syntax syntax)
        implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("LIST").afterLogin().parsedBy(ListCommand::parse);

    /** Whether anything of RFC 5258 was used; it changes the meaning of an empty pattern. */
    enum Syntax {
        BASIC,
        EXTENDED
    }

    static ListCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        Syntax syntax = Syntax.BASIC;
        Set<ListOptions.Select> selects = Set.of();
        if (in.peek() == '(') {
            syntax = Syntax.EXTENDED;
            selects = ListOptions.parseSelects(in);
            in.space();
        }
        MailboxText reference = MailboxText.parsePattern(in);
        in.space();
        boolean several = in.peek() == '(';
        List<MailboxText> patterns =
                several ? in.list(MailboxText::parsePattern) : List.of(MailboxText.parsePattern(in));
        ListOptions options = new ListOptions(selects, Set.of(), List.of(), List.of());
        boolean returns = in.tryPrefix(" RETURN ");
        if (returns) {
            options = ListOptions.parseReturns(in, grammar, selects);
        }
        return new ListCommand(reference, patterns, options, several || returns ? Syntax.EXTENDED : syntax);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        Utf8 utf8 = ctx.utf8();
        if (syntax == Syntax.BASIC && patterns.get(0).raw().isEmpty()) {
            return Responses.of(new ListLine("", List.of("\\Noselect"), List.of(), utf8))
                    .ok("List completed");
        }
        List<ListPattern> wanted = patterns.stream()
                .map(pattern -> pattern(pattern, utf8))
                .flatMap(Optional::stream)
                .toList();
        return new ListAnswer(ctx, this, wanted)
                .series(MailboxTree.of(ctx.account()))
                .ok("List completed");
    }

    /** Empty when the text encodes no name, so that it matches nothing. */
    private Optional<ListPattern> pattern(MailboxText text, Utf8 utf8) {
        Optional<String> base = reference.unicode(utf8);
        Optional<String> pattern = text.unicode(utf8);
        return base.isEmpty() || pattern.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListPattern(base.get(), pattern.get()));
    }
}
