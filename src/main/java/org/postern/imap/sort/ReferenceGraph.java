package org.postern.imap.sort;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;
import org.postern.mime.MessageIds;

/**
 * Messages and those they refer to, linked as parents and children: step 1 of REFERENCES (RFC 5256 3). Nodes are numbered
 * from 0; one without a message is an id that somebody referred to.
 *
 * <p>Invariant: following parents from any node ends.
 */
final class ReferenceGraph {
    /**
     * How far hostile references are followed.
     *
     * @param references ids of one message that count: the first and the last ones
     * @param missing nodes for messages that are not there; further ids that nobody has are passed over
     * @param steps upwards in search of loops, in all; when they are used up, links that could make a loop are not made
     */
    record Limits(int references, int missing, long steps) {
        /** The defaults for so many messages. Links that need steps at all are few in honest mail. */
        static Limits of(int messages) {
            return new Limits(100, 100_000 + 2 * messages, 20_000_000 + 200L * messages);
        }
    }

    private static final int NONE = Forest.NONE;

    private final Limits limits;
    private final OctetPool ids;
    private int[] nodeOfId = new int[64];
    private int[] messages = new int[64];
    private int[] parents = new int[64];
    private int[] children = new int[64];
    private int nodes;
    private int missing;
    private long steps;

    ReferenceGraph(Limits limits, long seed) {
        this.limits = limits;
        this.ids = new OctetPool(seed);
    }

    int nodes() {
        return nodes;
    }

    /** The message of a node; {@link Forest#NONE} when it is not there. */
    int message(int node) {
        return messages[node];
    }

    /** {@link Forest#NONE} for a node without. */
    int parent(int node) {
        return parents[node];
    }

    /** Adds a message and its links. */
    void add(int message, HeaderBlock header) {
        int node = own(message, header);
        int before = NONE;
        for (String id : references(header)) {
            int reference = referred(id);
            if (reference != NONE) {
                if (before != NONE && parents[reference] == NONE) {
                    link(before, reference);
                }
                before = reference;
            }
        }
        // 1.B: what the message says of itself is better than what others say.
        unlink(node);
        if (before != NONE) {
            link(before, node);
        }
    }

    /** The node of a message: that of its id unless another message had it first. */
    private int own(int message, HeaderBlock header) {
        Optional<String> id = firstId(header, "Message-ID");
        if (id.isEmpty()) {
            return newNode(message);
        }
        int known = ids.find(id.get());
        if (known < 0) {
            return newNode(message, id.get());
        }
        int node = nodeOfId[known];
        if (messages[node] != NONE) {
            return newNode(message);
        }
        messages[node] = message;
        missing--;
        return node;
    }

    private int referred(String id) {
        int known = ids.find(id);
        if (known >= 0) {
            return nodeOfId[known];
        }
        if (missing == limits.missing()) {
            return NONE;
        }
        missing++;
        return newNode(NONE, id);
    }

    private int newNode(int message, String id) {
        int number = ids.add(id);
        if (number == nodeOfId.length) {
            nodeOfId = Arrays.copyOf(nodeOfId, number * 2);
        }
        nodeOfId[number] = nodes;
        return newNode(message);
    }

    private int newNode(int message) {
        if (nodes == messages.length) {
            messages = Arrays.copyOf(messages, nodes * 2);
            parents = Arrays.copyOf(parents, nodes * 2);
            children = Arrays.copyOf(children, nodes * 2);
        }
        messages[nodes] = message;
        parents[nodes] = NONE;
        return nodes++;
    }

    private void link(int parent, int child) {
        if (!isBelow(parent, child)) {
            parents[child] = parent;
            children[parent]++;
        }
    }

    private void unlink(int child) {
        if (parents[child] != NONE) {
            children[parents[child]]--;
            parents[child] = NONE;
        }
    }

    /** Whether {@code node} is {@code above} or stands below it. */
    private boolean isBelow(int node, int above) {
        if (node == above) {
            return true;
        }
        if (children[above] == 0) {
            return false;
        }
        for (int at = parents[node]; at != NONE; at = parents[at]) {
            if (at == above || steps++ >= limits.steps()) {
                return true;
            }
        }
        return false;
    }

    /** All of References, or the first of In-Reply-To where there is none. */
    private List<String> references(HeaderBlock header) {
        List<String> found = new ArrayList<>();
        Deque<String> last = new ArrayDeque<>();
        for (HeaderField field : header.all("References")) {
            MessageIds in = new MessageIds(field.raw());
            for (Optional<String> id = in.next(); id.isPresent(); id = in.next()) {
                if (found.isEmpty()) {
                    found.add(id.get());
                } else {
                    last.addLast(id.get());
                }
                if (last.size() == limits.references()) {
                    last.removeFirst();
                }
            }
        }
        found.addAll(last);
        if (found.isEmpty()) {
            firstId(header, "In-Reply-To").ifPresent(found::add);
        }
        return found;
    }

    private static Optional<String> firstId(HeaderBlock header, String name) {
        return header.first(name).flatMap(field -> new MessageIds(field.raw()).next());
    }
}
