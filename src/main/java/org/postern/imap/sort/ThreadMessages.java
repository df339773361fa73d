package org.postern.imap.sort;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.postern.imap.fetch.FieldNames;
import org.postern.mime.BaseSubject;
import org.postern.mime.CaseMap;
import org.postern.mime.Collation;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;

/** What threading must know of each message, in numbers; messages are numbered from 0 in the order of the mailbox. */
final class ThreadMessages {
    static final FieldNames FIELDS =
            FieldNames.of(List.of("Date", "In-Reply-To", "Message-ID", "References", "Subject"));

    private final CaseMap caseMap;
    private final OctetPool texts;
    private final int[] uids;
    private final long[] sent;
    private final long[] received;
    private final int[] subjects;
    private final BitSet replies = new BitSet();
    private int count;

    ThreadMessages(int capacity, Collation collation, long seed) {
        this.caseMap = new CaseMap(collation);
        this.texts = new OctetPool(seed);
        this.uids = new int[capacity];
        this.sent = new long[capacity];
        this.received = new long[capacity];
        this.subjects = new int[capacity];
        texts.add(""); // so the empty subject is number 0
    }

    /** Returns the number of the message. */
    int add(long uid, Instant arrival, HeaderBlock header) {
        BaseSubject base =
                BaseSubject.of(header.first("Subject").map(HeaderField::text).orElse(""));
        sent[count] = SentDate.of(header, arrival).toEpochMilli();
        received[count] = arrival.toEpochMilli();
        subjects[count] = texts.add(caseMap.form(base.text()));
        replies.set(count, base.kind() == BaseSubject.Kind.REPLY_OR_FORWARD);
        uids[count] = (int) uid;
        return count++;
    }

    int size() {
        return count;
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
        return subjects[message];
    }

    /** How many different base subjects there are, the empty one counted in any case. */
    int subjects() {
        return texts.size();
    }

    boolean isReplyOrForward(int message) {
        return replies.get(message);
    }

    /** By sent date, then as they stand in the mailbox. */
    int compareSent(int a, int b) {
        int order = Long.compare(sent[a], sent[b]);
        return order != 0 ? order : Integer.compare(a, b);
    }
}
