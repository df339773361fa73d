package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;

/**
 * What an index says besides what it makes of a mailbox's state.
 *
 * @param size octets up to the end of the last record that is whole
 * @param torn octets behind that
 * @param boot start of the machine in which the last records were written; empty when none says
 * @param mark the directories' times with which it was closed, if they were certain
 * @param ended whether the last record says that it is the last
 */
record IndexReplay(long size, long torn, String boot, Optional<DirectoryTimes> mark, boolean ended) {
    /**
     * Makes an empty state that of the index.
     *
     * @throws IllegalArgumentException when it is not of this mailbox or not as we write it; the state then has parts of it
     */
    static IndexReplay into(FolderState state, Identity identity, FileChannel index) throws IOException {
        IndexReader in = new IndexReader(index);
        requireHead(in.next(), identity);
        MailboxSnapshot.Builder rows = state.snapshot().edit();
        long modSeq = 1;
        String boot = "";
        Optional<DirectoryTimes> mark = Optional.empty();
        boolean ended = false;
        for (ByteBuffer record = in.next(); record != null; record = in.next()) {
            int kind = record.get();
            ended = kind == IndexEnd.KIND;
            switch (kind) {
                case IndexRecords.EDIT -> {
                    Edit edit = EditCodec.read(record, state.table());
                    modSeq = Math.max(modSeq, edit.modSeq());
                    state.apply(edit, rows);
                }
                case IndexRecords.HISTORY -> IndexRecords.readHistory(record, state.history());
                case IndexRecords.BOOT -> boot = EditCodec.text(record);
                case IndexRecords.SUMMARY_PLACES -> IndexRecords.readPlaces(record, state.table(), CacheKind.SUMMARIES);
                case IndexRecords.CONTENT_PLACES -> IndexRecords.readPlaces(record, state.table(), CacheKind.CONTENTS);
                case IndexEnd.KIND -> mark = IndexEnd.read(record).times();
                default -> throw new IllegalArgumentException("record of kind " + kind);
            }
        }
        state.loaded(rows.build(state.nextUid(), new ModSeq(modSeq)));
        return new IndexReplay(in.position(), index.size() - in.position(), boot, mark, ended);
    }

    private static void requireHead(@Nullable ByteBuffer record, Identity identity) {
        Identity found = record == null ? null : IndexRecords.readHead(record);
        boolean ours = found != null
                && found.uidValidity() == identity.uidValidity()
                && found.id().equals(identity.id());
        if (!ours) {
            throw new IllegalArgumentException("not an index of this mailbox");
        }
    }
}
