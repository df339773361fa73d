package org.postern.imap.sort;

import java.time.Instant;
import java.util.Arrays;
import org.postern.mime.HeaderBlock;

/** ORDEREDSUBJECT (RFC 5256 3): of the messages of one base subject the oldest is the root and all others its children. */
final class SubjectThreads implements Threading {
    private final ThreadMessages messages;

    SubjectThreads(ThreadMessages messages) {
        this.messages = messages;
    }

    @Override
    public void add(long uid, Instant received, HeaderBlock header) {
        messages.add(uid, received, header);
    }

    @Override
    public Forest threads() {
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
