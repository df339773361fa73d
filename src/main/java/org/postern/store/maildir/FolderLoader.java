package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.postern.store.IdFormat;
import org.postern.store.MailboxName;
import org.postern.store.Reason;
import org.postern.store.StoreException;

/** Brings a mailbox into memory: identity, index, then a look at the files. */
final class FolderLoader {
    /** What mod-sequences are moved on by when the newest may be lost: more changes than the disk holds back. */
    private static final long MODSEQ_STEP = 1L << 20;

    /** What a mailbox asks of its account: a fresh UIDVALIDITY, and what only the account knows. */
    interface OfAccount {
        long next() throws IOException;

        /** Another server gave this one. */
        void taken(long uidValidity) throws IOException;

        /** How unique ids of messages are made. */
        IdFormat ids() throws IOException;
    }

    /**
     * What was loaded.
     *
     * @param adopted how it was taken over from another server, when that happened just now
     * @param otherwise why it would hold another amount than was noted
     */
    record Loaded(FolderState state, ForeignChanges changes, Optional<AdoptedMailbox> adopted, Reason otherwise) {}

    private final Surroundings env;
    private final Path folder;
    private final MailboxName name;

    FolderLoader(Surroundings env, Path folder, MailboxName name) {
        this.env = env;
        this.folder = folder;
        this.name = name;
    }

    /** @param account asked only when the mailbox has none */
    Loaded load(OfAccount account, FolderListener listener) throws IOException, StoreException {
        makeDirectories();
        Optional<Identity> before = Identity.read(env.small(), folder);
        Optional<Adoption.Outcome> adoption = new Adoption(env, folder, account).run(before);
        Optional<Identity> known = adoption.map(Adoption.Outcome::identity).or(() -> before);
        Identity identity =
                known.isPresent() ? known.get() : new Identity(env.names().mailboxId(), account.next(), 0, 0);
        FolderState first = new FolderState(env, folder, name, identity, listener);
        if (known.isEmpty()) {
            Log.newIdentity(folder);
            first.replaceIdentity(identity);
        }
        IndexFile.Found found = first.index().load(first);
        // Of an index that is dropped nothing may stay, or its rows would hide the files.
        FolderState state = found == IndexFile.Found.NOTHING
                ? new FolderState(env, folder, name, first.identity(), listener)
                : first;
        if (found == IndexFile.Found.NOTHING) {
            removeCaches(state);
        }
        UidAdmission admission =
                known.isEmpty() ? new UidAdmission(1, 0xFFFF_FFFEL) : admission(found, state, adoption);
        start(found, state);
        adoption.ifPresent(a -> startAfterOthers(state));
        ForeignChanges changes = new ForeignChanges(state, env.lookout());
        boolean trusted = changes.begin(found, admission);
        if (found == IndexFile.Found.NOTHING || adoption.isPresent()) {
            state.setFirstRecent(lowestInNew(state));
            state.index().rewrite(state);
        }
        if (!CacheKind.CONTENTS.isWanted(env.settings())
                && state.table().contents().isUsed()) {
            removeContents(state); // they were wanted before
        }
        Reason otherwise = trusted ? Reason.RECALCULATION : Reason.FOREIGN;
        return new Loaded(state, changes, adoption.map(a -> report(a, state)), otherwise);
    }

    /** Nothing but the index told where in them anything stands, so nobody else would ever remove what is in them. */
    private void removeCaches(FolderState state) {
        for (CacheKind kind : CacheKind.values()) {
            try {
                state.caches().of(kind).remove(state.table());
            } catch (IOException e) {
                Log.cacheNotWritten(folder, e);
            }
        }
    }

    /** Where that fails the index still tells of them, and it is tried again when the mailbox is loaded the next time. */
    private void removeContents(FolderState state) {
        try {
            state.caches().contents().remove(state.table());
            state.index().rewrite(state);
        } catch (IOException e) {
            Log.cacheNotWritten(folder, e);
        }
    }

    /** Another server counted mod-sequences of its own; ours go on above all it can have told. */
    private void startAfterOthers(FolderState state) {
        state.startAt(
                state.identity().reserved() + 1,
                Math.max(
                        state.snapshot().highestModSeq().value(),
                        env.clock().instant().getEpochSecond() << 20));
    }

    private AdoptedMailbox report(Adoption.Outcome adoption, FolderState state) {
        AdoptedMailbox report = new AdoptedMailbox(
                name,
                state.info().uidValidity(),
                state.nextUid(),
                adoption.kept(),
                adoption.fresh(),
                state.keywords().lettered(),
                Optional.of(adoption.from()),
                adoption.odd());
        Log.adopted(folder, report);
        return report;
    }

    private void makeDirectories() throws IOException {
        for (String directory : FolderMaker.DIRECTORIES) {
            if (env.files().stat(folder.resolve(directory)).isEmpty()) {
                env.files().makeDirectory(folder.resolve(directory));
            }
        }
    }

    private static UidAdmission admission(
            IndexFile.Found found, FolderState state, Optional<Adoption.Outcome> adoption) {
        if (adoption.isPresent()) {
            return new UidAdmission(1, state.identity().reserved()); // every name says what the list said
        }
        long from = found == IndexFile.Found.NOTHING ? 1 : state.nextUid();
        return new UidAdmission(from, state.identity().reserved());
    }

    private void start(IndexFile.Found found, FolderState state) {
        Identity identity = state.identity();
        long known = Math.max(
                identity.modSeqFloor(), state.snapshot().highestModSeq().value());
        switch (found) {
            case WHOLE -> {}
            case PERHAPS_CUT -> startAbove(known + MODSEQ_STEP, state);
            case NOTHING -> {
                if (identity.reserved() > 0) {
                    long now = env.clock().instant().getEpochSecond() << 20;
                    startAbove(Math.max(known + MODSEQ_STEP, now), state);
                    state.history().forgetUpTo(state.snapshot().highestModSeq().value());
                }
            }
        }
    }

    /** Leaves out every UID that may have been given, and mod-sequences for more changes than can be lost. */
    private void startAbove(long modSeq, FolderState state) {
        noteFloor(state, state.identity().withModSeqFloor(modSeq));
        state.startAt(state.identity().reserved() + 1, modSeq);
    }

    /** On a disk that takes no note of it the time sees to it that the next floor is higher. */
    private void noteFloor(FolderState state, Identity identity) {
        try {
            state.replaceIdentity(identity);
        } catch (IOException e) {
            Log.indexNotWritten(folder, e);
        }
    }

    private static long lowestInNew(FolderState state) {
        FileTable table = state.table();
        for (int slot = 0; slot < table.slots(); slot++) {
            MessageFile file = table.fileAt(slot);
            if (file != null && file.place() == FilePlace.NEW) {
                return table.uidAt(slot);
            }
        }
        return state.snapshot().uidNext();
    }
}
