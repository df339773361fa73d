package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.ActiveComparator.Direction;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.Collation;

/**
 * COMPARATOR (RFC 5255 4.7): tells or changes how texts are compared.
 *
 * @param wanted patterns, the most wanted first; none only asks
 */
record ComparatorCommand(List<String> wanted) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("COMPARATOR").afterLogin().parsedBy((in, grammar) -> parse(in));

    private static final String DEFAULT = "default";

    ComparatorCommand {
        wanted = List.copyOf(wanted);
    }

    static ComparatorCommand parse(ImapLexer in) throws ImapSyntaxException {
        List<String> wanted = new ArrayList<>();
        while (!in.atEnd()) {
            // The command name's own space was consumed with it.
            if (!wanted.isEmpty()) {
                in.space();
            }
            wanted.add(order(in));
        }
        return new ComparatorCommand(wanted);
    }

    /** collation-order of RFC 4790 3.3. */
    private static String order(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        String order = in.astring();
        boolean valid = order.length() <= 254 && order.matches("[+-]?(\\*|[A-Za-z])[A-Za-z0-9;=.*-]*");
        if (!valid || order.contains("**")) {
            throw new ImapSyntaxException(from, "collation expected");
        }
        return order;
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        if (wanted.isEmpty()) {
            return Responses.of(line(ctx.comparator(), Set.of())).ok("Comparator told");
        }
        List<ActiveComparator> matching =
                wanted.stream().flatMap(order -> matching(order).stream()).toList();
        if (matching.isEmpty()) {
            throw Refusal.no(Code.BADCOMPARATOR, "No such comparator");
        }
        ctx.compareBy(matching.get(0));
        Set<Collation> all = new LinkedHashSet<>();
        matching.forEach(comparator -> all.add(comparator.collation()));
        return Responses.of(line(ctx.comparator(), all)).ok("Comparator changed");
    }

    private static List<ActiveComparator> matching(String order) {
        if (order.equals(DEFAULT)) {
            return List.of(ActiveComparator.DEFAULT);
        }
        boolean signed = order.startsWith("+") || order.startsWith("-");
        Direction direction = order.startsWith("-") ? Direction.DESCENDING : Direction.ASCENDING;
        return Collation.matching(signed ? order.substring(1) : order).stream()
                .map(collation -> new ActiveComparator(collation, direction))
                .toList();
    }

    /** RFC 5255 4.8: the others that matched only when there is more than one. */
    private static Untagged line(ActiveComparator active, Set<Collation> matching) {
        List<String> ids = matching.stream().map(Collation::id).toList();
        return Untagged.line(
                "COMPARATOR " + active.selected() + (ids.size() > 1 ? " (" + String.join(" ", ids) + ")" : ""));
    }
}
