package org.postern.imap.sort;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import org.postern.imap.fetch.FetchRow;
import org.postern.imap.fetch.FieldNames;
import org.postern.imap.fetch.MessageSummaries;
import org.postern.imap.state.KeptKeys.Name;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.wire.Utf8;
import org.postern.mime.Collation;
import org.postern.mime.HeaderBlock;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * The columns that one command needs. Those that are kept are taken and given back; messages they lack are looked at, in the
 * order of the mailbox and a few at a time. Messages that are gone are left out. Used by one worker at a time.
 */
final class KeyReader implements AutoCloseable {
    /** What columns are made of; what is asked for here is mostly in the summaries. */
    static final FieldNames FIELDS =
            FieldNames.of(List.of("Cc", "Date", "From", "In-Reply-To", "Message-ID", "References", "Subject", "To"));

    /** Messages looked at in one go. */
    private static final int AT_ONCE = 500;
    /** So many of which everything is known cost as much as one that is looked at. */
    private static final int KNOWN = 40;

    private final SelectedMailbox selected;
    private final Keeping keeping;
    private final MessageSummaries summaries;
    private final FetchRow row;
    private final Map<Name, KeyColumn> columns = new LinkedHashMap<>();
    private final List<KeyColumn> lacking = new ArrayList<>();
    private PrimitiveIterator.OfLong wanted = UidSet.NONE.iterator();
    private int[] uids = {};
    private int count;

    KeyReader(SelectedMailbox selected, Keeping keeping) {
        this.selected = selected;
        this.keeping = keeping;
        this.summaries = new MessageSummaries(selected.mailbox(), Utf8.OFF);
        this.row = new FetchRow(selected, summaries);
    }

    TextColumn texts(SortKey key, Collation collation) {
        return column(
                key.name() + " " + collation.id(),
                TextColumn.class,
                () -> new TextColumn(key, collation, keeping.seed()));
    }

    DateColumn dates() {
        return column("DATE", DateColumn.class, DateColumn::new);
    }

    LinkColumn links() {
        return column("LINKS", LinkColumn.class, () -> new LinkColumn(LinkColumn.Limits.DEFAULT, keeping.seed()));
    }

    /** Before {@link #begin}. One that is asked for twice is the same. */
    private <T extends KeyColumn> T column(String kind, Class<T> type, Supplier<T> fresh) {
        Name name = new Name(keeping.user(), selected.mailbox().info(), kind);
        KeyColumn known = columns.get(name);
        if (known != null) {
            return type.cast(known);
        }
        T column = keeping.kept()
                .take(name)
                .filter(type::isInstance)
                .map(type::cast)
                .orElseGet(fresh);
        columns.put(name, column);
        return column;
    }

    void begin(UidSet messages) {
        wanted = messages.iterator();
        uids = new int[(int) messages.size()];
        columns.values().forEach(column -> column.begin(uids.length));
    }

    /** Looks at some more; false after the last. */
    boolean goOn() throws StoreException {
        for (int left = AT_ONCE * KNOWN; left > 0 && wanted.hasNext(); left--) {
            long uid = wanted.nextLong();
            int index = selected.view().row(uid);
            if (index >= 0 && (isKnown(uid) || isRead(uid, index))) {
                uids[count++] = (int) uid;
                left -= lacking.isEmpty() ? 0 : KNOWN;
            }
        }
        return wanted.hasNext();
    }

    private boolean isKnown(long uid) {
        lacking.clear();
        for (KeyColumn column : columns.values()) {
            if (!column.has(uid)) {
                lacking.add(column);
            }
        }
        return lacking.isEmpty();
    }

    private boolean isRead(long uid, int index) throws StoreException {
        try (row) {
            HeaderBlock header = row.goTo(uid, index).headerWith(FIELDS);
            for (KeyColumn column : lacking) {
                column.add(uid, row.received(), header);
            }
            return true;
        } catch (StoreException e) {
            if (e.problem() == Problem.MESSAGE_GONE) {
                return false;
            }
            throw e;
        }
    }

    /** How many messages there are. */
    int count() {
        return count;
    }

    /** Their UIDs, rising; there is more room than that. */
    int[] uids() {
        return uids;
    }

    /** What a column knows of each. */
    long[] values(KeyColumn column) {
        return column.values(uids, count);
    }

    /** What the mailbox's row tells of each. */
    long[] values(Reading reading) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            long uid = Integer.toUnsignedLong(uids[i]);
            values[i] = reading.number(row.goTo(uid, selected.view().row(uid)));
        }
        return values;
    }

    /** Reads a row. */
    @FunctionalInterface
    interface Reading {
        long number(FetchRow row);
    }

    /** Gives the columns back. */
    @Override
    public void close() {
        summaries.close();
        int messages = selected.view().snapshot().size();
        columns.forEach((name, column) -> {
            column.settle();
            if (column.isWorthKeeping(messages)) {
                keeping.kept().put(name, column);
            }
        });
        columns.clear();
        uids = new int[0];
        count = 0;
    }
}
