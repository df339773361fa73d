package org.postern.imap.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.Utf8;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * The answer to a FETCH: one line a message. Messages that are gone or cannot be told of are left out, and the command
 * then ends in NO after all others (RFC 5530 EXPUNGEISSUED, RFC 3516 4.3).
 */
public final class FetchResponses implements Responses {
    /** Messages that become \Seen in one change, shortly before they are sent. */
    private static final int SEEN_AT_ONCE = 64;

    private static final FlagChange SEEN = FlagChange.add(Flags.of(SystemFlag.SEEN));

    private final SelectedMailbox selected;
    private final List<FetchItem> items;
    private final Addressing addressing;
    private final Utf8 utf8;
    private final MessageSummaries summaries;
    private final PrimitiveIterator.OfLong uids;
    private final List<Long> ahead = new ArrayList<>();
    private final boolean setsSeen;
    private UidSet nowSeen = UidSet.NONE;
    private int next;
    private final FetchRow row;
    private Optional<StoreException> failure = Optional.empty();
    private Completion completion = Completion.ok("Fetch completed");

    /** Fetches in the order of the UIDs given. With UID addressing, {@code items} must tell the UID already. */
    public FetchResponses(
            SelectedMailbox selected,
            PrimitiveIterator.OfLong uids,
            List<FetchItem> items,
            Addressing addressing,
            Utf8 utf8) {
        this.selected = selected;
        this.items = items;
        this.addressing = addressing;
        this.utf8 = utf8;
        this.summaries = new MessageSummaries(selected.mailbox(), utf8);
        this.row = new FetchRow(selected, summaries);
        this.uids = uids;
        this.setsSeen = !selected.isReadOnly() && items.stream().anyMatch(FetchItem::setsSeen);
    }

    @Override
    public @Nullable Untagged poll() throws StoreException {
        row.close();
        while (next < ahead.size() || lookAhead()) {
            Untagged line = line(ahead.get(next++));
            if (line != null) {
                return line;
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return null;
    }

    /** Takes the next messages, and makes them \Seen if that is part of it. */
    private boolean lookAhead() {
        ahead.clear();
        next = 0;
        UidSet.Builder unseen = new UidSet.Builder();
        while (uids.hasNext() && ahead.size() < SEEN_AT_ONCE) {
            long uid = uids.nextLong();
            ahead.add(uid);
            int at = setsSeen ? selected.view().row(uid) : -1;
            if (at >= 0 && !selected.view().snapshot().flags(at).has(SystemFlag.SEEN)) {
                unseen.add(uid);
            }
        }
        nowSeen = see(unseen.build());
        return !ahead.isEmpty();
    }

    private UidSet see(UidSet unseen) {
        if (unseen.isEmpty()) {
            return unseen;
        }
        try {
            UidSet changed =
                    selected.mailbox().flag(unseen, SEEN, Optional.empty()).changed();
            selected.view().assume(changed, SEEN);
            return changed;
        } catch (StoreException e) {
            // A full or read-only disk must not keep anybody from reading.
            return UidSet.NONE;
        }
    }

    private @Nullable Untagged line(long uid) throws StoreException {
        int index = selected.view().row(uid);
        if (index < 0) {
            gone();
            return null;
        }
        row.goTo(uid, index);
        try {
            return new FetchLine(row, values(), utf8);
        } catch (StoreException e) {
            failed(e);
        } catch (Refusal e) {
            completion = e.completion();
        }
        row.close();
        return null;
    }

    private List<FetchValue> values() throws StoreException, Refusal {
        List<FetchValue> values = new ArrayList<>(items.size() + 1);
        boolean seen = nowSeen.contains(row.uid());
        if (seen) {
            row.flagsAre(SEEN.apply(row.flags()));
        }
        for (FetchItem item : items) {
            values.add(item.of(row));
        }
        // RFC 9051 6.4.5: flags that change by it should be part of the answer.
        if (seen && !items.contains(FetchItems.flags())) {
            values.add(FetchItems.flags().of(row));
        }
        return values;
    }

    private void failed(StoreException e) throws StoreException {
        switch (e.problem()) {
            case MESSAGE_GONE -> gone();
            case MAILBOX_GONE -> throw e;
            default -> failure = failure.isPresent() ? failure : Optional.of(e);
        }
    }

    /** A UID that is gone is nothing to complain of (RFC 9051 6.4.9); a sequence number the client still counts is. */
    private void gone() {
        if (addressing == Addressing.SEQUENCE) {
            completion = Completion.no(Code.EXPUNGEISSUED, "Some of the messages no longer exist");
        }
    }

    @Override
    public Completion completion() {
        return completion;
    }

    @Override
    public void close() {
        row.close();
        summaries.close();
    }
}
