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
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** XLIST, which Gmail had before RFC 6154 and which old clients still ask for: LIST with other names for uses. */
final class XlistFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("XLIST");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(Xlist.SPEC);
    }

    /** The command; it has no extended form. */
    record Xlist(MailboxText reference, MailboxText pattern) implements ImapCommand {
        static final CommandSpec SPEC = CommandSpec.named("XLIST").afterLogin().parsedBy(Xlist::parse);

        static Xlist parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            MailboxText reference = MailboxText.parsePattern(in);
            in.space();
            return new Xlist(reference, MailboxText.parsePattern(in));
        }

        @Override
        public Responses execute(ImapContext ctx) throws StoreException {
            Optional<String> base = reference.unicode(ctx.utf8());
            Optional<String> text = pattern.unicode(ctx.utf8());
            if (pattern.raw().isEmpty()) {
                return Responses.of(new ListLine("XLIST", "", List.of("\\Noselect"), List.of(), ctx.utf8()))
                        .ok("Xlist completed");
            }
            if (base.isEmpty() || text.isEmpty()) {
                return Responses.ok("Xlist completed");
            }
            ListPattern wanted = new ListPattern(base.get(), text.get());
            List<Untagged> lines = MailboxTree.of(ctx.account()).nodes().stream()
                    .filter(node -> node.is(Trait.EXISTS) || node.is(Trait.HAS_CHILDREN))
                    .filter(node -> wanted.matches(node.path()))
                    .map(node -> line(node, ctx))
                    .toList();
            return Responses.of(lines).ok("Xlist completed");
        }

        private static Untagged line(Node node, ImapContext ctx) {
            List<String> attributes = new ArrayList<>();
            if (!node.is(Trait.EXISTS)) {
                attributes.add("\\Noselect");
            }
            attributes.add(node.is(Trait.HAS_CHILDREN) ? "\\HasChildren" : "\\HasNoChildren");
            if (node.path().equals(MailboxName.INBOX.path())) {
                attributes.add("\\Inbox");
            }
            node.specialUse().forEach(use -> attributes.add(name(use)));
            return new ListLine("XLIST", node.path(), attributes, List.of(), ctx.utf8());
        }

        /** As Gmail named them; what it did not have keeps its name of RFC 6154. */
        private static String name(SpecialUse use) {
            return switch (use) {
                case ALL -> "\\AllMail";
                case FLAGGED -> "\\Starred";
                case JUNK -> "\\Spam";
                case ARCHIVE, DRAFTS, SENT, TRASH, IMPORTANT -> use.wireName();
            };
        }
    }
}
