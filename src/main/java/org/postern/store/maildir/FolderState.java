package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.postern.store.Change;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * Everything known of one mailbox: identity, rows, files, keywords, history. Guarded by the mailbox's lock.
 *
 * <p>Invariants: snapshot and table have the same UIDs; every UID given is below {@link #nextUid} and at or below what the
 * identity file on the disk reserves; changes are told in the order of {@link #commit}.
 */
final class FolderState {
    private final Surroundings env;
    private final Path folder;
    private final Map<FilePlace, Path> directories = new EnumMap<>(FilePlace.class);
    private final MailboxInfo info;
    private final Keywords keywords;
    private final FolderListener listener;
    private final FileTable table = new FileTable();
    private final ExpungeHistory history;
    private final IndexFile index;
    private final FolderCaches caches;
    /** Names of files that are linked and not yet committed. */
    private final Set<String> linked = new HashSet<>();

    private Identity identity;
    private MailboxSnapshot snapshot;
    private long nextUid = 1;
    private long firstRecent = 1;

    FolderState(Surroundings env, Path folder, MailboxName name, Identity identity, FolderListener listener)
            throws IOException {
        this.env = env;
        this.folder = folder;
        for (FilePlace place : FilePlace.values()) {
            directories.put(place, folder.resolve(place.directory()));
        }
        this.info = new MailboxInfo(name, identity.id(), identity.uidValidity());
        this.identity = identity;
        this.listener = listener;
        this.history = new ExpungeHistory(env.tuning().history());
        this.keywords = Keywords.read(env.small(), folder, env.limits().keywords());
        this.index = new IndexFile(env, folder, identity);
        this.caches = new FolderCaches(this);
        this.snapshot = new MailboxSnapshot.Builder(info).build(1, new ModSeq(1));
    }

    Surroundings env() {
        return env;
    }

    Path folder() {
        return folder;
    }

    Path path(MessageFile file) {
        return directory(file.place()).resolve(file.name());
    }

    Path directory(FilePlace place) {
        return Objects.requireNonNull(directories.get(place));
    }

    MailboxInfo info() {
        return info;
    }

    Keywords keywords() {
        return keywords;
    }

    FileTable table() {
        return table;
    }

    ExpungeHistory history() {
        return history;
    }

    IndexFile index() {
        return index;
    }

    FolderCaches caches() {
        return caches;
    }

    Identity identity() {
        return identity;
    }

    MailboxSnapshot snapshot() {
        return snapshot;
    }

    Set<String> linked() {
        return linked;
    }

    /** The next UID to be given; above {@link MailboxSnapshot#uidNext} while arrivals are under way. */
    long nextUid() {
        return nextUid;
    }

    long firstRecent() {
        return firstRecent;
    }

    void setFirstRecent(long uid) {
        firstRecent = uid;
    }

    UidSet recent() {
        return firstRecent > UidSet.MAX ? UidSet.NONE : snapshot.uidsFrom(firstRecent);
    }

    /**
     * Takes UIDs, reserving more on the disk when these are not; they are never given again.
     *
     * @return the first
     */
    long takeUids(int n) throws StoreException, IOException {
        if (nextUid + n > UidSet.MAX) {
            throw new StoreException(Problem.LIMIT, "no UIDs left in " + info.name());
        }
        long first = nextUid;
        reserve(first + n - 1);
        nextUid = first + n;
        return first;
    }

    private void reserve(long last) throws IOException {
        if (last > identity.reserved()) {
            replaceIdentity(identity.withReserved(
                    Math.min(UidSet.MAX, last + env.tuning().uidBlock())));
        }
    }

    void replaceIdentity(Identity changed) throws IOException {
        env.small().replace(folder.resolve(Identity.FILE), changed.text());
        identity = changed;
    }

    /** After loading: UIDs below may have been given, mod-sequences up to {@code modSeq} too. */
    void startAt(long uid, long modSeq) {
        nextUid = Math.max(nextUid, uid);
        snapshot = snapshot.edit()
                .build(
                        nextUid,
                        new ModSeq(Math.max(modSeq, snapshot.highestModSeq().value())));
    }

    /** Takes over UIDs that files carry already. */
    void adoptUpTo(long uid) throws IOException {
        reserve(uid);
        nextUid = Math.max(nextUid, uid + 1);
    }

    /** Those that are there. */
    UidSet present(UidSet uids) {
        UidSet.Builder there = new UidSet.Builder();
        for (int i = 0; i < uids.ranges(); i++) {
            int at = snapshot.indexOf(uids.first(i));
            for (int row = at < 0 ? -at - 1 : at; row < snapshot.size() && snapshot.uid(row) <= uids.last(i); row++) {
                there.add(snapshot.uid(row));
            }
        }
        return there.build();
    }

    /** Where the message of a UID that is there lies. */
    MessageFile file(long uid) {
        MessageFile file = table.get(uid);
        if (file == null) {
            throw new IllegalArgumentException("no such UID: " + uid);
        }
        return file;
    }

    /** Of flags only: nothing comes or leaves. */
    Draft draft() {
        return draft(Occasion.FOREIGN);
    }

    Draft draft(Occasion why) {
        return new Draft(this, why);
    }

    /** Makes it so, records it, and tells. */
    void commit(Edit edit, Occasion why) {
        long before = snapshot.highestModSeq().value();
        caches.flush(); // what the index says stands there must stand there
        index.append(edit, table);
        MailboxSnapshot.Builder rows = snapshot.edit();
        apply(edit, rows);
        snapshot = rows.build(edit.nextUid(), new ModSeq(edit.modSeq()));
        if (!edit.removed().isEmpty()) {
            caches.forgetRemoved();
        }
        index.compactIfLong(this);
        if (!edit.added().isEmpty() || !edit.removed().isEmpty()) {
            listener.moved(edit.came(), why);
        }
        tell(edit, before);
    }

    /** Rows and files after an edit; {@code rows} is the caller's to build. */
    void apply(Edit edit, MailboxSnapshot.Builder rows) {
        for (Edit.Added row : edit.added()) {
            row.keywords().forEach(keywords::noteOther);
            int slot = table.add(row.uid(), row.file());
            table.summaries().set(slot, row.places().summary());
            table.contents().set(slot, row.places().content());
            rows.row(
                    row.uid(),
                    keywords.flags(row.file().letters(), row.keywords()),
                    row.modSeq(),
                    row.octets(),
                    Instant.ofEpochMilli(row.received()));
        }
        for (Edit.Changed row : edit.changed()) {
            row.keywords().forEach(keywords::noteOther);
            table.rename(row.uid(), row.file());
            rows.change(row.uid(), keywords.flags(row.file().letters(), row.keywords()), row.modSeq());
        }
        if (!edit.removed().isEmpty()) {
            table.removeAll(edit.removed());
            rows.remove(edit.removed());
            history.add(edit.modSeq(), edit.removed());
        }
        nextUid = Math.max(nextUid, edit.nextUid());
        firstRecent = edit.firstRecent();
    }

    /** A message whose name or row had its size wrong. */
    record Corrected(MessageFile file, long octets) {}

    /**
     * Gives messages other names and sizes, and writes the index anew. Nothing tells of sizes, for messages never change;
     * so it is told as a change of flags.
     *
     * @param right by UID; all of them are there
     */
    void correct(SortedMap<Long, Corrected> right) {
        long modSeq = snapshot.highestModSeq().value() + 1;
        MailboxSnapshot.Builder rows = new MailboxSnapshot.Builder(info);
        for (int row = 0; row < snapshot.size(); row++) {
            Corrected one = right.get(snapshot.uid(row));
            rows.row(
                    snapshot.uid(row),
                    snapshot.flags(row),
                    one == null ? snapshot.modSeq(row) : modSeq,
                    one == null ? snapshot.octets(row) : one.octets(),
                    snapshot.received(row));
        }
        right.forEach((uid, one) -> {
            table.rename(uid, one.file());
            int slot = table.slot(uid);
            table.summaries().lose(slot); // of what it was before
            table.contents().lose(slot);
        });
        snapshot = rows.build(snapshot.uidNext(), new ModSeq(modSeq));
        index.rewrite(this);
        UidSet.Builder uids = new UidSet.Builder();
        right.keySet().forEach(uids::add);
        listener.changed(new Change.Flagged(info.name(), uids.build()));
    }

    /** Replaces the rows with those of an index just read. */
    void loaded(MailboxSnapshot rows) {
        snapshot = rows;
    }

    /** A message that only has another name is as it was, though its mod-sequence may be the highest. */
    private void tell(Edit edit, long before) {
        if (!edit.added().isEmpty()) {
            UidSet.Builder uids = new UidSet.Builder();
            edit.added().forEach(row -> uids.add(row.uid()));
            listener.changed(new Change.Arrived(info.name(), uids.build()));
        }
        UidSet.Builder flagged = new UidSet.Builder();
        edit.changed().stream().filter(row -> row.modSeq() > before).forEach(row -> flagged.add(row.uid()));
        UidSet uids = flagged.build();
        if (!uids.isEmpty()) {
            listener.changed(new Change.Flagged(info.name(), uids));
        }
        if (!edit.removed().isEmpty()) {
            listener.changed(new Change.Expunged(info.name(), edit.removed()));
        }
    }
}
