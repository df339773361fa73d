package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.postern.store.Flags;
import org.postern.store.MailboxSnapshot;
import org.postern.store.UidSet;

/** Writes all of a mailbox's state to an index that is new. Used once, under the mailbox's lock. */
final class IndexRewrite {
    private final FolderState state;
    private final FileLayer.OutFile to;
    private final OctetBuilder out = new OctetBuilder();
    private long size;

    IndexRewrite(FolderState state, FileLayer.OutFile to) {
        this.state = state;
        this.to = to;
    }

    /** Returns how many octets that takes. They are not synced. */
    long run(Identity identity, String boot) throws IOException {
        IndexRecords.writeHead(identity, out);
        IndexRecords.writeBoot(boot, out);
        MailboxSnapshot rows = state.snapshot();
        List<Edit.Added> some = new ArrayList<>(IndexRecords.ROWS);
        for (int row = 0; row < rows.size(); row++) {
            some.add(row(rows, row));
            if (some.size() == IndexRecords.ROWS) {
                write(some);
            }
        }
        write(some);
        IndexRecords.writeHistory(state.history(), out);
        flush();
        return size;
    }

    private Edit.Added row(MailboxSnapshot rows, int row) {
        int slot = state.table().slot(rows.uid(row));
        MessageFile file = slot < 0 ? null : state.table().fileAt(slot);
        if (file == null) {
            throw new IllegalStateException("row without file: uid " + rows.uid(row));
        }
        Flags flags = rows.flags(row);
        return new Edit.Added(
                rows.uid(row),
                rows.modSeq(row),
                rows.octets(row),
                rows.received(row).toEpochMilli(),
                file,
                state.keywords().withoutLetter(flags),
                new Edit.Places(
                        state.table().summaries().at(slot),
                        state.table().contents().at(slot)));
    }

    private void write(List<Edit.Added> some) throws IOException {
        MailboxSnapshot now = state.snapshot();
        Edit edit =
                new Edit(some, List.of(), UidSet.NONE, now.highestModSeq().value(), now.uidNext(), state.firstRecent());
        IndexRecords.writeEdit(edit, state.table(), out);
        flush();
        some.clear();
    }

    private void flush() throws IOException {
        ByteBuffer octets = out.octets();
        size += octets.remaining();
        to.write(octets);
        out.clear();
    }
}
