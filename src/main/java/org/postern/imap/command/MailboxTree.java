package org.postern.imap.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postern.store.Account;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/**
 * The names of an account as LIST sees them: also the levels above mailboxes that are no mailboxes themselves, and
 * whether there are children (RFC 3348). INBOX first, then by name.
 */
public final class MailboxTree {
    private final Map<String, Node> nodes = new TreeMap<>();

    /** What a name is. */
    public enum Trait {
        EXISTS,
        SUBSCRIBED,
        /** Some mailbox below it exists. */
        HAS_CHILDREN,
        /** Some name below it is subscribed. */
        SUBSCRIBED_BELOW
    }

    /** A name with what is known of it. Filled by the tree, then not changed. */
    public static final class Node {
        private final String path;
        private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
        private final List<SpecialUse> specialUse = new ArrayList<>();

        Node(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }

        public boolean is(Trait trait) {
            return traits.contains(trait);
        }

        /** In the order of the enum. */
        public List<SpecialUse> specialUse() {
            return List.copyOf(specialUse);
        }
    }

    private MailboxTree() {}

    public static MailboxTree of(Account account) throws StoreException {
        MailboxTree tree = new MailboxTree();
        account.mailboxes().forEach(tree::add);
        return tree;
    }

    /** What is known of a name; empty when it is neither a mailbox, nor above one, nor subscribed. */
    public Optional<Node> find(MailboxName name) {
        return Optional.ofNullable(nodes.get(name.path()));
    }

    public Collection<Node> nodes() {
        List<Node> all = new ArrayList<>(nodes.size());
        Node inbox = nodes.get(MailboxName.INBOX.path());
        if (inbox != null) {
            all.add(inbox);
        }
        nodes.values().stream().filter(node -> node != inbox).forEach(all::add);
        return all;
    }

    private void add(MailboxEntry entry) {
        Node node = node(entry.name().path());
        boolean exists = entry.existence() == MailboxEntry.Existence.SELECTABLE;
        boolean subscribed = entry.subscription() == MailboxEntry.Subscription.SUBSCRIBED;
        if (exists) {
            node.traits.add(Trait.EXISTS);
        }
        if (subscribed) {
            node.traits.add(Trait.SUBSCRIBED);
        }
        entry.specialUse().stream().sorted().forEach(node.specialUse::add);
        for (String path = parent(node.path); !path.isEmpty(); path = parent(path)) {
            Node above = node(path);
            if (exists) {
                above.traits.add(Trait.HAS_CHILDREN);
            }
            if (subscribed) {
                above.traits.add(Trait.SUBSCRIBED_BELOW);
            }
        }
    }

    /** The path of the next higher level; empty string at the top. */
    static String parent(String path) {
        int cut = path.lastIndexOf(MailboxName.SEPARATOR);
        return cut < 0 ? "" : path.substring(0, cut);
    }

    private Node node(String path) {
        return nodes.computeIfAbsent(path, Node::new);
    }
}
