package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.store.Flags;
import org.postern.store.MailboxSnapshot;
import org.postern.store.UidSet;

/** Collects an {@link Edit} of one mailbox, under its lock. */
final class Draft {
    private final FolderState state;
    private final Occasion why;
    private final long modSeq;
    private final List<Edit.Added> added = new ArrayList<>();
    private final List<Edit.Changed> changed = new ArrayList<>();
    private final UidSet.Builder removed = new UidSet.Builder();
    private boolean counts;
    private boolean claims;
    private long uidNext;

    /** @param why messages come or leave */
    Draft(FolderState state, Occasion why) {
        this.state = state;
        this.why = why;
        this.modSeq = state.snapshot().highestModSeq().value() + 1;
        this.uidNext = state.snapshot().uidNext();
    }

    /** All octets of a small message, read when they are wanted; empty when they cannot be had. */
    @FunctionalInterface
    interface Content {
        Optional<ByteBuffer> octets();
    }

    /**
     * For the caches, as far as it is at hand.
     *
     * @param summary what the summarizer made of it
     */
    record Kept(Optional<byte[]> summary, Optional<Content> content) {
        static final Kept NOTHING = new Kept(Optional.empty(), Optional.empty());
    }

    /**
     * What does not depend on where a message lies.
     *
     * @param octets RFC822.SIZE
     * @param original the {@link ContentId} of what it is a copy of
     */
    record Incoming(long octets, Instant received, Kept kept, Optional<String> original) {
        /** No copy. */
        Incoming(long octets, Instant received, Kept kept) {
            this(octets, received, kept, Optional.empty());
        }
    }

    /** A message of a UID above all before. */
    void add(long uid, MessageFile file, Flags flags, Incoming what) {
        added.add(new Edit.Added(
                uid,
                modSeq,
                what.octets(),
                what.received().toEpochMilli(),
                file,
                state.keywords().withoutLetter(flags),
                places(uid, what.kept())));
        uidNext = Math.max(uidNext, uid + 1);
        counts = true;
    }

    private Edit.Places places(long uid, Kept kept) {
        Optional<ByteBuffer> summary = kept.summary().map(ByteBuffer::wrap);
        Optional<ByteBuffer> content = kept.content().flatMap(Content::octets);
        return new Edit.Places(
                summary.isPresent() ? state.caches().summaries().add(uid, summary.get()) : 0,
                content.isPresent() ? state.caches().contents().add(uid, content.get()) : 0);
    }

    /** A message whose flags, and perhaps name, are different. */
    void flag(long uid, MessageFile file, Flags flags) {
        changed.add(new Edit.Changed(uid, modSeq, file, state.keywords().withoutLetter(flags)));
        counts = true;
    }

    /** A message of another name and the same flags. */
    void rename(long uid, MessageFile file) {
        MailboxSnapshot rows = state.snapshot();
        int row = rows.indexOf(uid);
        changed.add(
                new Edit.Changed(uid, rows.modSeq(row), file, state.keywords().withoutLetter(rows.flags(row))));
    }

    void remove(long uid) {
        removed.add(uid);
        counts = true;
    }

    /** Claims everything there is as no longer recent. */
    void claimAll() {
        state.setFirstRecent(uidNext);
        claims = true;
    }

    boolean isEmpty() {
        return !counts && !claims && changed.isEmpty();
    }

    /** Commits, if there is anything; returns what was removed. */
    UidSet commit() {
        UidSet gone = removed.build();
        if (!isEmpty()) {
            Edit edit = new Edit(added, changed, gone, counts ? modSeq : modSeq - 1, uidNext, state.firstRecent());
            state.commit(edit, why);
        }
        return gone;
    }
}
