package org.postern.imap.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.command.MetadataLine;
import org.postern.imap.response.Code;
import org.postern.imap.response.Responses;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.EntryName;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.StoreException;

/** GETMETADATA, RFC 5464 4.2. An entry that is not set is answered with NIL. */
record GetMetadataCommand(MailboxText mailbox, List<EntryName> entries, Options options) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("GETMETADATA").afterLogin().parsedBy(GetMetadataCommand::parse);

    /** How far below a name entries are meant too (RFC 5464 4.2.2). */
    enum Depth {
        ZERO,
        ONE,
        INFINITY
    }

    /** What may restrict or extend the answer. */
    record Options(OptionalLong maxSize, Depth depth) {
        static final Options NONE = new Options(OptionalLong.empty(), Depth.ZERO);

        boolean admits(AnnotationValue value) {
            return maxSize.isEmpty() || value.size() <= maxSize.getAsLong();
        }
    }

    /** RFC 5464 has options before the mailbox in its ABNF and behind it in its examples. */
    static GetMetadataCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        Options options = Options.NONE;
        if (in.peek() == '(') {
            options = parseOptions(in);
            in.space();
        }
        MailboxText mailbox = MailboxText.parse(in);
        in.space();
        boolean behind = in.peek() == '(' && Character.isLetter(in.peek(1));
        if (behind) {
            options = parseOptions(in);
            in.space();
        }
        return new GetMetadataCommand(mailbox, EntryName.parseAll(in), options);
    }

    private static Options parseOptions(ImapLexer in) throws ImapSyntaxException {
        Options[] all = {Options.NONE};
        in.list(item -> all[0] = parseOption(item, all[0]));
        return all[0];
    }

    private static Options parseOption(ImapLexer in, Options before) throws ImapSyntaxException {
        if (in.tryWord("MAXSIZE")) {
            in.space();
            return new Options(OptionalLong.of(in.number()), before.depth());
        }
        if (!in.tryWord("DEPTH")) {
            throw in.error("MAXSIZE or DEPTH expected");
        }
        in.space();
        int from = in.position();
        return switch (in.word()) {
            case "0" -> new Options(before.maxSize(), Depth.ZERO);
            case "1" -> new Options(before.maxSize(), Depth.ONE);
            case "INFINITY" -> new Options(before.maxSize(), Depth.INFINITY);
            default -> throw new ImapSyntaxException(from, "0, 1 or infinity expected");
        };
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        Map<String, Optional<AnnotationValue>> found = new LinkedHashMap<>();
        String name = "";
        if (mailbox.raw().isEmpty()) {
            Annotations own = own(ctx);
            Annotations shared = ctx.account().annotations(Annotated.SERVER);
            entries.forEach(entry -> find(entry, entry.isPrivate() ? own : shared, found));
            found.computeIfPresent(MetadataFeature.CONTACT, (entry, value) -> MetadataFeature.contact(ctx));
        } else {
            var wanted = mailbox.name(ctx.utf8());
            Annotations all = ctx.account().annotations(Annotated.mailbox(wanted));
            entries.forEach(entry -> find(entry, all, found));
            name = MetadataLine.name(wanted.path(), ctx.utf8());
        }
        return answer(ctx, name, found);
    }

    private Annotations own(ImapContext ctx) throws StoreException {
        Annotations own = ctx.account().annotations(Annotated.ACCOUNT);
        return entries.stream().anyMatch(QuotaEntries::areMeant) ? QuotaEntries.beside(own, ctx) : own;
    }

    private Responses answer(ImapContext ctx, String name, Map<String, Optional<AnnotationValue>> found) {
        long longest = found.values().stream()
                .flatMap(Optional::stream)
                .filter(value -> !options.admits(value))
                .mapToLong(AnnotationValue::size)
                .max()
                .orElse(0);
        found.values().removeIf(value -> value.isPresent() && !options.admits(value.get()));
        UntaggedSeries lines = UntaggedSeries.of(MetadataLine.lines(name, found, ctx.utf8()));
        return longest == 0
                ? lines.ok("Getmetadata completed")
                : lines.ok(Code.of("METADATA LONGENTRIES", longest), "Some entries are longer");
    }

    /** The entry as the client spelled it, then what is below it by name; each once. */
    private void find(EntryName entry, Annotations all, Map<String, Optional<AnnotationValue>> found) {
        Optional<AnnotationValue> value = all.get(entry.key());
        int before = found.size();
        if (options.depth() != Depth.ZERO) {
            int level = entry.key().length() + 1;
            all.below(entry.key()).forEach((name, below) -> {
                if (options.depth() == Depth.INFINITY || name.indexOf('/', level) < 0) {
                    found.put(name, Optional.of(below));
                }
            });
        }
        if (value.isPresent() || found.size() == before) {
            found.put(entry.text(), value);
        }
    }
}
