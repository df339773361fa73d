package org.postern.imap.sort;

import java.util.Arrays;

/** ORDEREDSUBJECT (RFC 5256 3): of the messages of one base subject the oldest is the root and all others its children. */
final class SubjectThreads {
    private final ThreadMessages messages;

    SubjectThreads(ThreadMessages messages) {
        this.messages = messages;
    }

    Forest threads() {
        int[] order = MergeSort.sorted(messages.size(), messages::compareSent);
        int[] rootOf = new int[messages.subjects()];
        Arrays.fill(rootOf, Forest.NONE);
        int[] parents = new int[order.length];
        for (int message : order) {
            int subject = messages.subject(message);
            parents[message] = rootOf[subject];
            rootOf[subject] = rootOf[subject] == Forest.NONE ? message : rootOf[subject];
        }
        Forest forest = new Forest(order.length);
        for (int i = order.length - 1; i >= 0; i--) {
            forest.is(order[i], messages.uid(order[i]));
            forest.hang(order[i], parents[order[i]]);
        }
        return forest;
    }
}
