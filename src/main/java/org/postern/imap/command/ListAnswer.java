package org.postern.imap.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.imap.command.ListOptions.Select;
import org.postern.imap.command.MailboxTree.Node;
import org.postern.imap.command.MailboxTree.Trait;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.ListPattern;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Rights;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** Chooses the names that a LIST asks for and says what it wants to know of them. */
final class ListAnswer {
    private final ImapContext ctx;
    private final ListCommand command;
    private final ListOptions options;
    private final List<ListPattern> patterns;
    /** Names that have something below them which meets the criteria; only for RECURSIVEMATCH. */
    private final Set<String> aboveMatches = new HashSet<>();

    ListAnswer(ImapContext ctx, ListCommand command, List<ListPattern> patterns) {
        this.ctx = ctx;
        this.command = command;
        this.options = command.options();
        this.patterns = patterns;
    }

    /** The lines; STATUS is asked for when its line is due. */
    UntaggedSeries series(MailboxTree tree) {
        if (options.selects().contains(Select.RECURSIVEMATCH)) {
            tree.nodes().stream().filter(this::meetsCriteria).forEach(this::markAbove);
        }
        Deque<Node> rows = new ArrayDeque<>();
        tree.nodes().stream().filter(this::isListed).forEach(rows::add);
        return new Rows(rows);
    }

    private void markAbove(Node node) {
        for (String path = MailboxTree.parent(node.path()); !path.isEmpty(); path = MailboxTree.parent(path)) {
            aboveMatches.add(path);
        }
    }

    private boolean isListed(Node node) {
        boolean wanted = meetsCriteria(node) || aboveMatches.contains(node.path());
        return wanted && patterns.stream().anyMatch(pattern -> pattern.matches(node.path()));
    }

    private boolean meetsCriteria(Node node) {
        List<Select> criteria = options.criteria();
        if (criteria.isEmpty()) {
            return node.is(Trait.EXISTS) || node.is(Trait.HAS_CHILDREN);
        }
        return criteria.stream()
                .allMatch(criterion -> criterion == Select.SUBSCRIBED
                        ? node.is(Trait.SUBSCRIBED)
                        : !node.specialUse().isEmpty());
    }

    private ListLine line(Node node) {
        List<String> attributes = new ArrayList<>();
        if (!node.is(Trait.EXISTS)) {
            attributes.add("\\NonExistent");
            if (command.syntax() == ListCommand.Syntax.BASIC) {
                attributes.add("\\Noselect"); // for clients of rev1, which know no other
            }
        }
        attributes.add(node.is(Trait.HAS_CHILDREN) ? "\\HasChildren" : "\\HasNoChildren");
        if (options.tellsSubscription() && node.is(Trait.SUBSCRIBED)) {
            attributes.add("\\Subscribed");
        }
        node.specialUse().stream().map(SpecialUse::wireName).forEach(attributes::add);
        List<String> childInfo = aboveMatches.contains(node.path())
                ? options.criteria().stream().map(Select::wireName).toList()
                : List.of();
        return new ListLine(node.path(), attributes, childInfo, ctx.utf8());
    }

    /** A LIST line for each name and, where wanted and possible, a STATUS line. */
    private final class Rows implements UntaggedSeries {
        private final Deque<Node> rows;
        private final Deque<Untagged> due = new ArrayDeque<>();
        private Optional<Node> told = Optional.empty();

        Rows(Deque<Node> rows) {
            this.rows = rows;
        }

        @Override
        public @Nullable Untagged poll() throws StoreException {
            if (told.isPresent()) {
                addMore(told.get());
                told = Optional.empty();
            }
            Untagged more = due.poll();
            if (more != null) {
                return more;
            }
            Node node = rows.poll();
            if (node == null) {
                return null;
            }
            if (node.is(Trait.EXISTS)) {
                told = Optional.of(node);
            }
            return line(node);
        }

        /** What follows the line of a mailbox. */
        private void addMore(Node node) throws StoreException {
            if (options.returns().contains(ListOptions.Return.MYRIGHTS)) {
                rights(node).ifPresent(due::add);
            }
            if (!options.status().isEmpty()) {
                status(node).ifPresent(due::add);
            }
            if (!options.metadata().isEmpty()) {
                due.addAll(metadata(node));
            }
        }

        /** RFC 8440 3: nothing for a mailbox whose rights cannot be told. */
        private Optional<Untagged> rights(Node node) throws StoreException {
            try {
                Rights rights = ctx.account().rights(MailboxName.of(node.path()));
                return Optional.of(new MyRightsLine(node.path(), rights, ctx.utf8()));
            } catch (StoreException e) {
                if (isNotTold(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        /** It was deleted meanwhile, or may be listed and not be read. */
        private static boolean isNotTold(StoreException e) {
            return e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.NO_PERMISSION;
        }

        /** RFC 9590 3: NIL for entries that are not set; nothing for a mailbox deleted meanwhile, or not to be read. */
        private List<Untagged> metadata(Node node) throws StoreException {
            try {
                Annotations all = ctx.account().annotations(Annotated.mailbox(MailboxName.of(node.path())));
                Map<String, Optional<AnnotationValue>> values = new LinkedHashMap<>();
                options.metadata().forEach(entry -> values.put(entry.text(), all.get(entry.key())));
                return MetadataLine.lines(MetadataLine.name(node.path(), ctx.utf8()), values, ctx.utf8());
            } catch (StoreException e) {
                if (isNotTold(e)) {
                    return List.of();
                }
                throw e;
            }
        }

        /** Empty when it cannot be told. */
        private Optional<Untagged> status(Node node) throws StoreException {
            try {
                return Optional.of(StatusLine.of(ctx, MailboxName.of(node.path()), options.status()));
            } catch (StoreException e) {
                if (isNotTold(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }
}
