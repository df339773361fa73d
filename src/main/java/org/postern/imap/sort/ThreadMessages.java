package org.postern.imap.sort;

import java.util.Arrays;
import java.util.Optional;
import org.postern.mime.Collation;

/** What threading must know of each message, in numbers; messages are numbered from 0 in the order of the mailbox. */
final class ThreadMessages {
    private final Columns columns;
    private final int[] uids;
    private final long[] received;
    private final long[] sent;
    private final long[] subjects;
    private final long[] links;

    /**
     * Where the numbers come from.
     *
     * @param links empty where nobody asks who answers whom
     */
    record Columns(TextColumn subjects, DateColumn dates, Optional<LinkColumn> links) {
        static Columns of(ThreadAlgorithm algorithm, KeyReader reader, Collation collation) {
            Optional<LinkColumn> links =
                    algorithm == ThreadAlgorithm.ORDEREDSUBJECT ? Optional.empty() : Optional.of(reader.links());
            return new Columns(reader.texts(SortKey.SUBJECT, collation), reader.dates(), links);
        }
    }

    /**
     * Messages of which the columns know everything.
     *
     * @param uids rising, and perhaps more room
     * @param received INTERNALDATE of each, milliseconds
     */
    ThreadMessages(Columns columns, int[] uids, long[] received) {
        this.columns = columns;
        this.uids = Arrays.copyOf(uids, received.length);
        this.received = received;
        this.sent = columns.dates().values(uids, received.length);
        this.subjects = columns.subjects().values(uids, received.length);
        this.links = columns.links()
                .map(column -> column.values(uids, received.length))
                .orElse(new long[0]);
    }

    int size() {
        return uids.length;
    }

    /** Its UID, unsigned. */
    int uid(int message) {
        return uids[message];
    }

    /** INTERNALDATE, milliseconds. */
    long received(int message) {
        return received[message];
    }

    /** The number of its base subject, 0 for an empty one. */
    int subject(int message) {
        return (int) subjects[message];
    }

    /** How many different base subjects there are at most, the empty one counted in any case. */
    int subjects() {
        return columns.subjects().texts();
    }

    boolean isReplyOrForward(int message) {
        return columns.links().isPresent() && columns.links().get().isReplyOrForward(links[message]);
    }

    /** All of them, linked to what they refer to; there must be links. */
    ReferenceGraph graph(ReferenceGraph.Limits limits) {
        ReferenceGraph graph = new ReferenceGraph(limits, columns.links().orElseThrow());
        for (int message = 0; message < links.length; message++) {
            graph.add(message, links[message]);
        }
        return graph;
    }

    /** By sent date, then as they stand in the mailbox. */
    int compareSent(int a, int b) {
        int order = Long.compare(sent[a], sent[b]);
        return order != 0 ? order : Integer.compare(a, b);
    }
}
