package org.postern.imap.feature;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.imap.command.MailboxTree;
import org.postern.imap.command.MailboxTree.Node;
import org.postern.imap.command.MailboxTree.Trait;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapComposer;
import org.postern.store.MailboxName;
import org.postern.store.Right;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/**
 * What LIST tells of names that came or went, and of mailboxes that the client watches and may not read (RFC 5465 3.1, 5.4,
 * 5.5, 5.9): as things stand when it is told. Belongs to the session.
 */
final class NotifyNames {
    private final ImapContext ctx;
    /** Those that the client believes it may not read. */
    private final Set<MailboxName> noAccess = new HashSet<>();

    NotifyNames(ImapContext ctx) {
        this.ctx = ctx;
    }

    /**
     * One line for each name that has changed, and for each whose access may have, if the client believes otherwise.
     *
     * @param names with their old names where they were renamed
     */
    UntaggedSeries of(Map<MailboxName, Optional<MailboxName>> names, Set<MailboxName> access) {
        if (names.isEmpty() && access.isEmpty()) {
            return UntaggedSeries.none();
        }
        try {
            return new Lines(MailboxTree.of(ctx.account()), names, access);
        } catch (StoreException e) {
            return UntaggedSeries.none();
        }
    }

    private final class Lines implements UntaggedSeries {
        private final MailboxTree tree;
        private final Map<MailboxName, Optional<MailboxName>> names;
        private final Set<MailboxName> access;
        private final Deque<MailboxName> left;

        Lines(MailboxTree tree, Map<MailboxName, Optional<MailboxName>> names, Set<MailboxName> access) {
            this.tree = tree;
            this.names = names;
            this.access = access;
            Set<MailboxName> all = new LinkedHashSet<>(names.keySet());
            all.addAll(access);
            this.left = new ArrayDeque<>(all);
        }

        @Override
        public @Nullable Untagged poll() {
            for (MailboxName name = left.poll(); name != null; name = left.poll()) {
                Optional<Node> node = tree.find(name);
                boolean asked = access.contains(name);
                boolean denied = asked && !isReadable(name, node);
                boolean news = asked && (denied ? believe(name) : noAccess.remove(name));
                if (news || names.containsKey(name)) {
                    Optional<MailboxName> before = names.getOrDefault(name, Optional.empty());
                    return line(name, attributes(node, denied), before.filter(old -> exists(node)));
                }
            }
            return null;
        }
    }

    private boolean believe(MailboxName name) {
        return noAccess.size() < NotifyPending.MOST && noAccess.add(name);
    }

    private boolean isReadable(MailboxName name, Optional<Node> node) {
        try {
            return exists(node) && ctx.account().rights(name).has(Right.READ);
        } catch (StoreException e) {
            return false;
        }
    }

    private static boolean exists(Optional<Node> node) {
        return node.filter(n -> n.is(Trait.EXISTS)).isPresent();
    }

    private static List<String> attributes(Optional<Node> node, boolean denied) {
        List<String> attributes = new ArrayList<>();
        if (!exists(node)) {
            attributes.add("\\NonExistent");
        }
        if (denied) {
            attributes.add("\\NoAccess");
        }
        boolean children = node.filter(n -> n.is(Trait.HAS_CHILDREN)).isPresent();
        attributes.add(children ? "\\HasChildren" : "\\HasNoChildren");
        if (node.filter(n -> n.is(Trait.SUBSCRIBED)).isPresent()) {
            attributes.add("\\Subscribed");
        }
        node.ifPresent(n -> n.specialUse().stream().map(SpecialUse::wireName).forEach(attributes::add));
        return attributes;
    }

    /** RFC 5465 5.4: with the old name of what was renamed. */
    private Untagged line(MailboxName name, List<String> attributes, Optional<MailboxName> before) {
        return out -> {
            ImapComposer line = new ImapComposer(out, ctx.utf8())
                    .untagged("LIST (" + String.join(" ", attributes) + ") \"/\" ")
                    .astring(MailboxText.compose(name, ctx.utf8()));
            before.ifPresent(old -> line.raw(" (\"OLDNAME\" (")
                    .astring(MailboxText.compose(old, ctx.utf8()))
                    .raw("))"));
            line.end();
            return Progress.DONE;
        };
    }
}
