package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of an index, each with its kind in front: the head, by which a mailbox knows its index; edits; where what is
 * cached of messages stands; what was expunged; the start of the machine in which what follows was written. Last of all may stand
 * an {@link IndexEnd}.
 *
 * <p>Reading trusts nothing: whatever is not as we write it is an {@link IllegalArgumentException}.
 */
final class IndexRecords {
    static final int HEAD = 1;
    static final int EDIT = 2;
    static final int HISTORY = 3;
    static final int BOOT = 5;
    static final int SUMMARY_PLACES = 6;
    static final int CONTENT_PLACES = 7;

    /** Messages in a record of edits, at most. */
    static final int ROWS = 512;

    private static final int VERSION = 2;

    /**
     * Where what is kept of a message stands.
     *
     * @param place see {@link CachePlace}
     */
    record Place(long uid, long place) {}

    private IndexRecords() {}

    static void writeHead(Identity identity, OctetBuilder out) {
        out.begin(HEAD)
                .number(VERSION)
                .number(identity.uidValidity())
                .text(identity.id())
                .end();
    }

    /** Kind and all of the first record. The identity has what is in it, and no UID reserved. */
    static Identity readHead(ByteBuffer record) {
        if (record.get() != HEAD || EditCodec.number(record) != VERSION) {
            throw new IllegalArgumentException("no index of this version");
        }
        long validity = EditCodec.number(record);
        return new Identity(EditCodec.text(record), validity, 0, 0);
    }

    static void writeBoot(String boot, OctetBuilder out) {
        out.begin(BOOT).text(boot).end();
    }

    /**
     * An edit of at most {@link #ROWS} messages, and where their contents stand.
     *
     * @param table the files before the edit
     */
    static void writeEdit(Edit edit, FileTable table, OctetBuilder out) {
        out.begin(EDIT);
        EditCodec.write(edit, table, out);
        out.end();
        writeContentPlaces(edit.added(), out);
    }

    /** Beside the rows, whose form is from before there were any. */
    private static void writeContentPlaces(List<Edit.Added> rows, OctetBuilder out) {
        List<Place> places = new ArrayList<>();
        for (Edit.Added row : rows) {
            if (row.places().content() != 0) {
                places.add(new Place(row.uid(), row.places().content()));
            }
        }
        if (!places.isEmpty()) {
            writePlaces(CacheKind.CONTENTS, places, out);
        }
    }

    static void writePlaces(CacheKind kind, List<Place> places, OctetBuilder out) {
        int record = switch (kind) {
            case SUMMARIES -> SUMMARY_PLACES;
            case CONTENTS -> CONTENT_PLACES;
        };
        out.begin(record).number(places.size());
        places.forEach(p -> out.number(p.uid()).number(p.place()));
        out.end();
    }

    /** Behind the kind; of messages that are not there any more it says nothing. */
    static void readPlaces(ByteBuffer record, FileTable table, CacheKind kind) {
        for (int n = EditCodec.count(record); n > 0; n--) {
            int slot = table.slot(EditCodec.number(record));
            long place = EditCodec.number(record);
            if (slot >= 0 && table.fileAt(slot) != null) {
                kind.places(table).set(slot, place);
            }
        }
    }

    static void writeHistory(ExpungeHistory history, OctetBuilder out) {
        List<ExpungeHistory.Event> events = new ArrayList<>();
        history.events().forEach(events::add);
        out.begin(HISTORY).number(history.floor()).number(events.size());
        for (ExpungeHistory.Event event : events) {
            out.number(event.modSeq());
            EditCodec.ranges(event.uids(), out);
        }
        out.end();
    }

    /** Behind the kind. */
    static void readHistory(ByteBuffer record, ExpungeHistory history) {
        history.forgetUpTo(EditCodec.number(record));
        for (int n = EditCodec.count(record); n > 0; n--) {
            history.add(EditCodec.number(record), EditCodec.ranges(record));
        }
    }
}
