package org.postern.imap.sort;

import java.util.Arrays;

/** Trees of messages. A node without a message stands for one that is not there; only roots can be such. */
final class Forest {
    static final int NONE = -1;

    private final int[] uids;
    private final int[] firstChild;
    private final int[] nextSibling;
    private int firstRoot = NONE;

    /** Nodes 0 to {@code nodes} - 1, none of which stands in a tree yet. */
    Forest(int nodes) {
        uids = new int[nodes];
        firstChild = new int[nodes];
        nextSibling = new int[nodes];
        Arrays.fill(firstChild, NONE);
    }

    /** Says which message a node is. */
    void is(int node, int uid) {
        uids[node] = uid;
    }

    /** Puts a node before all children that its parent has by now; {@link #NONE} makes it a root. */
    void hang(int node, int parent) {
        if (parent == NONE) {
            nextSibling[node] = firstRoot;
            firstRoot = node;
        } else {
            nextSibling[node] = firstChild[parent];
            firstChild[parent] = node;
        }
    }

    int firstRoot() {
        return firstRoot;
    }

    int firstChild(int node) {
        return firstChild[node];
    }

    int nextSibling(int node) {
        return nextSibling[node];
    }

    /** 0 when it is no message. */
    long uid(int node) {
        return Integer.toUnsignedLong(uids[node]);
    }
}
