package org.postern.imap.sort;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.postern.imap.response.Untagged;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** {@code * THREAD (2)(3 6 (4 23)(44 7 96))} (RFC 5256 4), of any depth. */
final class ThreadLine implements Untagged {
    private static final int NONE = Forest.NONE;

    private final Forest forest;
    private final LongUnaryOperator numbers;
    /** For each parenthesis around here, the sibling that comes next. */
    private int[] next = new int[16];

    private int depth = -1;
    /** What follows in the line of descent that is being written. */
    private int descendant = NONE;

    /** @param numbers what a UID is told as */
    ThreadLine(Forest forest, LongUnaryOperator numbers) {
        this.forest = forest;
        this.numbers = numbers;
    }

    @Override
    public Progress encode(WireOut out) {
        if (depth < 0) {
            out.ascii(forest.firstRoot() == NONE ? "* THREAD" : "* THREAD ");
            open(forest.firstRoot());
        }
        while (depth >= 0) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            step(out);
        }
        out.crlf();
        return Progress.DONE;
    }

    private void step(WireOut out) {
        if (descendant != NONE) {
            descend(out);
        } else if (next[depth] != NONE) {
            descendant = next[depth];
            next[depth] = forest.nextSibling(descendant);
            out.octet('(');
        } else if (--depth >= 0) {
            out.octet(')');
        }
    }

    private void descend(WireOut out) {
        long uid = forest.uid(descendant);
        int child = forest.firstChild(descendant);
        if (uid != 0) {
            out.number(numbers.applyAsLong(uid)).ascii(child == NONE ? ")" : " ");
        }
        if (child == NONE || (uid != 0 && forest.nextSibling(child) == NONE)) {
            descendant = child;
        } else {
            descendant = NONE;
            open(child);
        }
    }

    private void open(int sibling) {
        depth++;
        next = depth == next.length ? Arrays.copyOf(next, depth * 2) : next;
        next[depth] = sibling;
    }
}
