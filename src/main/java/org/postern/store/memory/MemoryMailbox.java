package org.postern.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.postern.store.Arrival;
import org.postern.store.Change;
import org.postern.store.CopyOutcome;
import org.postern.store.Delta;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.Flags;
import org.postern.store.IdFormat;
import org.postern.store.Mailbox;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Marks;
import org.postern.store.MessageBody;
import org.postern.store.ModSeq;
import org.postern.store.Provenance;
import org.postern.store.StoreException;
import org.postern.store.Summaries;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;
import org.postern.store.Watch;

/** A handle on a folder: takes the store's lock, makes sure that folder and store are there, and delegates. */
final class MemoryMailbox implements Mailbox {
    private final MemoryStore store;
    private final Folder folder;
    private final Held held;

    MemoryMailbox(MemoryStore store, Folder folder, Held held) {
        this.store = store;
        this.folder = folder;
        this.held = held;
    }

    @Override
    public MailboxInfo info() {
        return folder.info();
    }

    @Override
    public MailboxSnapshot refresh() throws StoreException {
        return locked(Folder::snapshot);
    }

    @Override
    public MailboxSnapshot snapshot() throws StoreException {
        return refresh();
    }

    @Override
    public MessageBody body(long uid) throws StoreException {
        return locked(f -> store.body(f.octets(uid)));
    }

    @Override
    public Provenance provenance() {
        return new Provenance() {
            @Override
            public Optional<Instant> saved(long uid) throws StoreException {
                return locked(f -> f.find(uid).map(Message::saved));
            }

            @Override
            public Optional<String> contentId(long uid) throws StoreException {
                return locked(f -> f.find(uid).map(m -> Long.toString(m.octets().id())));
            }
        };
    }

    @Override
    public Marks marks() {
        return new Marks() {
            @Override
            public Map<String, UidSet> all() throws StoreException {
                return locked(Folder::marks);
            }

            @Override
            public void add(String name, UidSet uids) throws StoreException {
                locked(f -> f.mark(name, uids));
            }
        };
    }

    /** A message is in memory already. */
    @Override
    public UniqueIds uniqueIds() {
        long validity = info().uidValidity();
        return uid -> IdFormat.DEFAULT.of(uid, validity, "");
    }

    @Override
    public Summaries summaries() {
        return Summaries.NONE;
    }

    @Override
    public TermIndex termIndex() {
        return TermIndex.NONE;
    }

    @Override
    public UidSet append(List<Arrival> arrivals) throws StoreException {
        List<Message> messages = new ArrayList<>();
        for (Arrival a : arrivals) {
            messages.add(Folder.incoming(store.octetsOf(a.message()), a.flags(), a.received()));
        }
        return locked(f -> f.place(messages, store.now()));
    }

    @Override
    public FlagOutcome flag(UidSet uids, FlagChange change, Optional<ModSeq> unlessChangedSince) throws StoreException {
        return locked(f -> f.flag(uids, change, unlessChangedSince));
    }

    @Override
    public UidSet expunge(UidSet uids) throws StoreException {
        return locked(f -> {
            held.add(f.info(), f.pick(uids));
            return f.expunge(uids);
        });
    }

    @Override
    public CopyOutcome copy(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        return locked(f -> place(f.pick(uids), target, carried));
    }

    @Override
    public CopyOutcome move(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        return locked(f -> {
            CopyOutcome outcome = place(f.pick(uids), target, carried);
            f.expunge(outcome.source());
            return outcome;
        });
    }

    @Override
    public long replace(long uid, Arrival a, Mailbox target) throws StoreException {
        Message arrival = Folder.incoming(store.octetsOf(a.message()), a.flags(), a.received());
        return locked(f -> {
            List<Message> replaced = f.pick(UidSet.of(uid));
            f.octets(uid); // there, or not
            long placed = there(target).place(List.of(arrival), store.now()).min();
            held.add(f.info(), replaced);
            f.expunge(UidSet.of(uid));
            return placed;
        });
    }

    /** The lock is the whole store's, so it guards the target too. */
    private CopyOutcome place(List<Message> picked, Mailbox target, UnaryOperator<Flags> carried)
            throws StoreException {
        Folder to = there(target);
        List<Message> copies = picked.stream()
                .map(message -> message.as(message.uid(), carried.apply(message.flags()), message.modSeq()))
                .toList();
        return new CopyOutcome(to.info().uidValidity(), Folder.uidsOf(picked), to.place(copies, store.now()));
    }

    private Folder there(Mailbox target) throws StoreException {
        if (!(target instanceof MemoryMailbox other) || other.store != store) {
            throw new IllegalArgumentException("the target belongs to another store");
        }
        other.folder.requireThere();
        return other.folder;
    }

    @Override
    public Delta since(ModSeq since) throws StoreException {
        return locked(f -> f.since(since));
    }

    @Override
    public UidSet claimRecent() throws StoreException {
        return locked(Folder::claimRecent);
    }

    @Override
    public UidSet recent() throws StoreException {
        return locked(Folder::recent);
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        return locked(f -> f.watchers().add(listener));
    }

    @Override
    public void close() {
        // nothing is held
    }

    private <T> T locked(Call<T> call) throws StoreException {
        return store.locked(() -> {
            folder.requireThere();
            return call.on(folder);
        });
    }

    private interface Call<T> {
        T on(Folder folder) throws StoreException;
    }
}
