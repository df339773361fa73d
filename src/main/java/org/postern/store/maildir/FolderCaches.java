package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept beside the messages of one mailbox, and what its index is told of that. Guarded by the mailbox's lock.
 *
 * <p>Invariant: the index tells of no place before what is kept there has been written, unless the cache has given up.
 */
final class FolderCaches {
    private final FolderState state;
    private final CacheFile summaries;
    private final CacheFile contents;

    FolderCaches(FolderState state) {
        this.state = state;
        this.summaries = new CacheFile(CacheKind.SUMMARIES, state.env(), state.folder(), state.identity());
        this.contents = new CacheFile(CacheKind.CONTENTS, state.env(), state.folder(), state.identity());
    }

    CacheFile summaries() {
        return summaries;
    }

    /** See {@link SmallMessages}. */
    CacheFile contents() {
        return contents;
    }

    CacheFile of(CacheKind kind) {
        return switch (kind) {
            case SUMMARIES -> summaries;
            case CONTENTS -> contents;
        };
    }

    /** Writes what was collected. */
    void flush() {
        summaries.flush();
        contents.flush();
    }

    /** Writes what was collected and closes. */
    void end() {
        summaries.end();
        contents.end();
    }

    /** Whether one of them is for the most part of messages that are gone. */
    boolean isWasteful() {
        return summaries.isWasteful(state.table()) || contents.isWasteful(state.table());
    }

    /** Makes them smaller where they are wasteful; the index is to be rewritten after it. */
    void compactIfWasteful() {
        for (CacheKind kind : CacheKind.values()) {
            if (of(kind).isWasteful(state.table())) {
                of(kind).compact(state.table());
            }
        }
    }

    /** Messages are gone: what they had may be most of a cache, or all of it. */
    void forgetRemoved() {
        for (CacheKind kind : CacheKind.values()) {
            of(kind).look(state.table());
            if (state.env().settings().keepExpunged().get().isZero()) {
                of(kind).dropIfUnused(state.table()); // nobody wants them to be anywhere
            }
        }
    }

    /** Puts what was made into the caches, unless somebody else did. */
    void keep(List<FolderSummaries.Made> made) {
        FileTable table = state.table();
        List<IndexRecords.Place> madeSummaries = new ArrayList<>();
        List<IndexRecords.Place> madeContents = new ArrayList<>();
        for (FolderSummaries.Made one : made) {
            int slot = table.slot(one.uid());
            if (slot >= 0 && table.fileAt(slot) != null && table.summaries().at(slot) == one.before()) {
                madeSummaries.add(keep(CacheKind.SUMMARIES, slot, one.summary()));
                if (one.content().isPresent() && table.contents().at(slot) == 0) {
                    madeContents.add(
                            keep(CacheKind.CONTENTS, slot, one.content().get()));
                }
            }
        }
        flush();
        state.index().append(CacheKind.SUMMARIES, madeSummaries);
        state.index().append(CacheKind.CONTENTS, madeContents);
        state.index().compactIfLong(state);
    }

    private IndexRecords.Place keep(CacheKind kind, int slot, ByteBuffer octets) {
        long uid = state.table().uidAt(slot);
        long place = of(kind).add(uid, octets);
        kind.places(state.table()).set(slot, place);
        return new IndexRecords.Place(uid, place);
    }

    /** A small message was not at its place, and is kept again unless somebody did that; empty: it cannot be. */
    void keepAgain(long uid, long before, Optional<ByteBuffer> content) {
        FileTable table = state.table();
        int slot = table.slot(uid);
        if (slot < 0 || table.contents().at(slot) != before) {
            return;
        }
        if (contents.resetIfGone(table)) {
            state.index().rewrite(state);
        }
        long place = content.isPresent() ? contents.add(uid, content.get()) : 0;
        contents.flush();
        table.contents().set(slot, contents.hasGivenUp() ? 0 : place);
        if (!contents.hasGivenUp()) { // else the disk is ill or full, and the index better left alone
            state.index().append(CacheKind.CONTENTS, List.of(new IndexRecords.Place(uid, place)));
            state.index().compactIfLong(state);
        }
    }
}
