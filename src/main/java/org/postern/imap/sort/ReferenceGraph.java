package org.postern.imap.sort;

import java.util.Arrays;

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
     * @param missing nodes for messages that are not there; further ids that nobody has are passed over
     * @param steps upwards in search of loops, in all; when they are used up, links that could make a loop are not made
     */
    record Limits(int missing, long steps) {
        /** The defaults for so many messages. Links that need steps at all are few in honest mail. */
        static Limits of(int messages) {
            return new Limits(100_000 + 2 * messages, 20_000_000 + 200L * messages);
        }
    }

    private static final int NONE = Forest.NONE;

    private final Limits limits;
    private final LinkColumn links;
    private final int[] nodeOfId;
    private int[] messages = new int[64];
    private int[] parents = new int[64];
    private int[] children = new int[64];
    private int nodes;
    private int missing;
    private long steps;

    /** @param links of all messages that will be added */
    ReferenceGraph(Limits limits, LinkColumn links) {
        this.limits = limits;
        this.links = links;
        this.nodeOfId = new int[links.ids()];
        Arrays.fill(nodeOfId, NONE);
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

    /**
     * Adds a message and its links.
     *
     * @param number what {@link LinkColumn} gives the message
     */
    void add(int message, long number) {
        int node = own(message, links.own(number));
        int before = NONE;
        for (int i = 0; i < links.references(number); i++) {
            int reference = referred(links.reference(number, i));
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
    private int own(int message, int id) {
        int node = id == LinkColumn.NONE ? NONE : nodeOfId[id];
        if (node == NONE) {
            return newNode(message, id);
        }
        if (messages[node] != NONE) {
            return newNode(message, LinkColumn.NONE);
        }
        messages[node] = message;
        missing--;
        return node;
    }

    private int referred(int id) {
        if (nodeOfId[id] != NONE || missing == limits.missing()) {
            return nodeOfId[id];
        }
        missing++;
        return newNode(NONE, id);
    }

    private int newNode(int message, int id) {
        if (id != LinkColumn.NONE) {
            nodeOfId[id] = nodes;
        }
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
}
