package org.postern.imap.sort;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * REFERENCES and REFS (RFC 5256 3): the steps behind the links. Works on arrays of nodes, by repeated passes; nothing
 * recurses, however deep the threads are.
 */
final class ReferenceThreads {
    private static final int NONE = Forest.NONE;

    private final ThreadAlgorithm algorithm;
    private final ThreadMessages messages;
    private final ReferenceGraph graph;
    /** Nodes of the graph, then those that merging adds. */
    private int[] parents = {};
    /** The message by whose date a node is sorted: its own, or that of its first child. */
    private int[] keys = {};
    /** What stands in the threads. */
    private final BitSet alive = new BitSet();

    private int nodes;

    ReferenceThreads(ThreadAlgorithm algorithm, ThreadMessages messages, ReferenceGraph graph) {
        this.algorithm = algorithm;
        this.messages = messages;
        this.graph = graph;
    }

    Forest threads() {
        prune();
        if (algorithm == ThreadAlgorithm.REFERENCES) {
            merge();
        }
        int[] order = sorted(alive.stream().toArray());
        Forest forest = new Forest(nodes);
        for (int i = order.length - 1; i >= 0; i--) {
            int node = order[i];
            if (isMessage(node)) {
                forest.is(node, messages.uid(graph.message(node)));
            }
            if (parents[node] != NONE) {
                forest.hang(node, parents[node]);
            }
        }
        int[] roots = IntStream.of(order).filter(node -> parents[node] == NONE).toArray();
        roots = algorithm == ThreadAlgorithm.REFS ? byNewest(roots, order) : roots;
        for (int i = roots.length - 1; i >= 0; i--) {
            forest.hang(roots[i], NONE);
        }
        return forest;
    }

    private boolean isMessage(int node) {
        return node < graph.nodes() && graph.message(node) != NONE;
    }

    /** Step 3: children take the place of a message that is not there, but for several that would become roots. */
    private void prune() {
        nodes = graph.nodes();
        // Merging adds at most one node for each subject.
        parents = new int[nodes + messages.subjects()];
        keys = new int[parents.length];
        Arrays.fill(keys, NONE);
        int[] anchors = new int[nodes];
        Arrays.fill(anchors, NONE);
        int[] counts = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            if (isMessage(node)) {
                alive.set(node);
                keys[node] = graph.message(node);
                parents[node] = graph.parent(node) == NONE ? NONE : anchor(graph.parent(node), anchors);
                if (parents[node] != NONE) {
                    counts[parents[node]]++;
                }
            }
        }
        for (int node = 0; node < nodes; node++) {
            boolean belowNobody = isMessage(node) && parents[node] != NONE && !isMessage(parents[node]);
            if (belowNobody && counts[parents[node]] == 1) {
                parents[node] = NONE;
            } else if (belowNobody) {
                alive.set(parents[node]);
                parents[parents[node]] = NONE;
                childOf(parents[node], node);
            }
        }
    }

    /** The nearest node at or above one that is a message, else the topmost. Remembered on the way, so that all cost linear time. */
    private int anchor(int start, int[] anchors) {
        int end = start;
        while (!isMessage(end) && anchors[end] == NONE && graph.parent(end) != NONE) {
            end = graph.parent(end);
        }
        int anchor = anchors[end] == NONE ? end : anchors[end];
        for (int at = start; at != end; at = graph.parent(at)) {
            anchors[at] = anchor;
        }
        return anchor;
    }

    /** A node without a message has this child: it is sorted by the first of them. */
    private void childOf(int parent, int child) {
        if (!isMessage(parent) && (keys[parent] == NONE || messages.compareSent(keys[child], keys[parent]) < 0)) {
            keys[parent] = keys[child];
        }
    }

    private int[] sorted(int[] some) {
        int[] order = MergeSort.sorted(some.length, (a, b) -> messages.compareSent(keys[some[a]], keys[some[b]]));
        return IntStream.of(order).map(i -> some[i]).toArray();
    }

    /** Steps 4 and 5: threads of one base subject become one. */
    private void merge() {
        int[] roots =
                sorted(alive.stream().filter(node -> parents[node] == NONE).toArray());
        int[] table = new int[messages.subjects()];
        Arrays.fill(table, NONE);
        for (int root : roots) {
            int subject = messages.subject(keys[root]);
            if (table[subject] == NONE || isBetter(root, table[subject])) {
                table[subject] = root;
            }
        }
        int[] mergedInto = new int[graph.nodes()];
        Arrays.fill(mergedInto, NONE);
        for (int root : roots) {
            int subject = messages.subject(keys[root]);
            if (subject != 0 && table[subject] != root) {
                table[subject] = merge(table[subject], root, mergedInto);
            }
        }
        adopt(mergedInto);
    }

    /** 5.B.iv: whether a root is the better one to begin the thread of its subject. */
    private boolean isBetter(int root, int than) {
        return isMessage(than)
                && (!isMessage(root)
                        || (messages.isReplyOrForward(keys[than]) && !messages.isReplyOrForward(keys[root])));
    }

    /** 5.C.iv. Returns the node that begins the thread now. */
    private int merge(int first, int root, int[] mergedInto) {
        if (!isMessage(first) && !isMessage(root)) {
            alive.clear(root);
            mergedInto[root] = first;
            return first;
        }
        boolean below =
                !isMessage(first) || (messages.isReplyOrForward(keys[root]) && !messages.isReplyOrForward(keys[first]));
        if (below) {
            parents[root] = first;
            return first;
        }
        int both = nodes++;
        alive.set(both);
        parents[both] = NONE;
        parents[first] = both;
        parents[root] = both;
        return both;
    }

    /** Children of what was merged go over, and what is no message is sorted by its first child again. */
    private void adopt(int[] mergedInto) {
        for (int node = alive.nextSetBit(0); node >= 0; node = alive.nextSetBit(node + 1)) {
            if (parents[node] != NONE) {
                boolean moves = parents[node] < mergedInto.length && mergedInto[parents[node]] != NONE;
                parents[node] = moves ? mergedInto[parents[node]] : parents[node];
                childOf(parents[node], node);
            }
        }
    }

    /** REFS: the thread in which a message was received last is the last. */
    private int[] byNewest(int[] roots, int[] order) {
        int[] rootOf = new int[nodes];
        Arrays.fill(rootOf, NONE);
        long[] newest = new long[nodes];
        Arrays.fill(newest, Long.MIN_VALUE);
        for (int node : order) {
            if (isMessage(node)) {
                int root = root(node, rootOf);
                newest[root] = Math.max(newest[root], messages.received(graph.message(node)));
            }
        }
        int[] sorted = MergeSort.sorted(roots.length, (a, b) -> Long.compare(newest[roots[a]], newest[roots[b]]));
        return IntStream.of(sorted).map(i -> roots[i]).toArray();
    }

    private int root(int start, int[] rootOf) {
        int end = start;
        while (rootOf[end] == NONE && parents[end] != NONE) {
            end = parents[end];
        }
        int root = rootOf[end] == NONE ? end : rootOf[end];
        for (int at = start; at != end; at = parents[at]) {
            rootOf[at] = root;
        }
        rootOf[end] = root;
        return root;
    }
}
