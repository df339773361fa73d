package org.postern.store.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.store.AccessList;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.Delta;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.Flags;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MailboxStatus;
import org.postern.store.ModSeq;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** The state of one mailbox. Every method is called with the store's lock held; each change is told as its last act. */
final class Folder {
    private final MailboxInfo info;
    private Optional<SpecialUse> use;
    private Annotations annotations = Annotations.NONE;
    private AccessList access = AccessList.NONE;
    private final Consumer<Change> account;
    private final Watchers watchers = new Watchers();
    private final NavigableMap<Long, Message> messages = new TreeMap<>();
    /** Every UID ever expunged and the mod-sequence at which it went. */
    private final NavigableMap<Long, Long> vanished = new TreeMap<>();

    private final Map<String, UidSet> marks = new TreeMap<>();
    private final Keywords keywords;
    private UidSet unclaimed = UidSet.NONE;
    private long uidNext = 1;
    private long modSeq = 1;
    private boolean gone;
    private @Nullable MailboxSnapshot snapshot;

    Folder(MailboxInfo info, Optional<SpecialUse> use, StoreLimits limits, Consumer<Change> account) {
        this.info = info;
        this.use = use;
        this.account = account;
        this.keywords = new Keywords(limits.keywords());
    }

    private Folder(Folder from, MailboxName name) {
        this.info = new MailboxInfo(name, from.info.id(), from.info.uidValidity());
        this.use = from.use;
        this.account = from.account;
        this.keywords = from.keywords;
        this.messages.putAll(from.messages);
        this.vanished.putAll(from.vanished);
        this.unclaimed = from.unclaimed;
        this.uidNext = from.uidNext;
        this.modSeq = from.modSeq;
        this.annotations = from.annotations;
        this.access = from.access;
        this.marks.putAll(from.marks);
    }

    MailboxInfo info() {
        return info;
    }

    /** Of messages that are there. */
    Map<String, UidSet> marks() {
        Map<String, UidSet> there = new TreeMap<>();
        UidSet present = snapshot().uids();
        marks.forEach((name, uids) -> {
            if (!uids.and(present).isEmpty()) {
                there.put(name, uids.and(present));
            }
        });
        return there;
    }

    UidSet mark(String name, UidSet uids) {
        return marks.merge(name, uids.and(snapshot().uids()), UidSet::plus);
    }

    Optional<SpecialUse> use() {
        return use;
    }

    void use(Optional<SpecialUse> newUse) {
        use = newUse;
    }

    Annotations annotations() {
        return annotations;
    }

    void annotations(Annotations changed) {
        annotations = changed;
    }

    AccessList access() {
        return access;
    }

    void access(AccessList changed) {
        access = changed;
    }

    Watchers watchers() {
        return watchers;
    }

    Collection<Message> messages() {
        return messages.values();
    }

    void requireThere() throws StoreException {
        if (gone) {
            throw new StoreException(Problem.MAILBOX_GONE, info.name() + " is no longer there");
        }
    }

    /** The same mailbox under another name; handles of the old name end. */
    Folder renamed(MailboxName to) {
        gone = true;
        return new Folder(this, to);
    }

    void end() {
        gone = true;
    }

    void tell(Change change) {
        account.accept(change);
        watchers.tell(change);
    }

    MailboxSnapshot snapshot() {
        MailboxSnapshot now = snapshot;
        if (now == null) {
            MailboxSnapshot.Builder rows = new MailboxSnapshot.Builder(info);
            for (Message m : messages.values()) {
                rows.row(m.uid(), m.flags(), m.modSeq(), m.octets().size(), m.received());
            }
            now = rows.build(uidNext, new ModSeq(modSeq));
            snapshot = now;
        }
        return now;
    }

    MailboxStatus status() {
        long unseen = messages.values().stream()
                .filter(m -> !m.flags().has(SystemFlag.SEEN))
                .count();
        long deleted = messages.values().stream()
                .filter(m -> m.flags().has(SystemFlag.DELETED))
                .count();
        long size = messages.values().stream().mapToLong(m -> m.octets().size()).sum();
        return new MailboxStatus(
                info, messages.size(), unseen, deleted, unclaimed.size(), size, uidNext, new ModSeq(modSeq));
    }

    Octets octets(long uid) throws StoreException {
        Message message = messages.get(uid);
        if (message == null) {
            throw new StoreException(Problem.MESSAGE_GONE, "uid " + uid + " in " + info.name());
        }
        return message.octets();
    }

    /** The message of a UID, if it is there. */
    Optional<Message> find(long uid) {
        return Optional.ofNullable(messages.get(uid));
    }

    /** The messages there are among these, by rising UID. */
    List<Message> pick(UidSet uids) {
        List<Message> picked = new ArrayList<>();
        for (int i = 0; i < uids.ranges(); i++) {
            picked.addAll(
                    messages.subMap(uids.first(i), true, uids.last(i), true).values());
        }
        return picked;
    }

    /** Places messages under UIDs of its own, whatever UID they come with. */
    UidSet place(List<Message> arrivals, Instant now) throws StoreException {
        if (arrivals.isEmpty()) {
            return UidSet.NONE;
        }
        if (uidNext + arrivals.size() > UidSet.MAX) {
            throw new StoreException(Problem.LIMIT, "no UIDs left");
        }
        keywords.admit(arrivals.stream().map(Message::flags).toList());
        long at = nextModSeq();
        UidSet.Builder placed = new UidSet.Builder();
        for (Message m : arrivals) {
            long uid = uidNext++;
            messages.put(uid, m.as(uid, keywords.spelled(m.flags()), at).savedAt(now.truncatedTo(ChronoUnit.SECONDS)));
            placed.add(uid);
        }
        UidSet uids = placed.build();
        unclaimed = unclaimed.plus(uids);
        tell(new Change.Arrived(info.name(), uids));
        return uids;
    }

    FlagOutcome flag(UidSet uids, FlagChange change, Optional<ModSeq> unlessChangedSince) throws StoreException {
        long newest = unlessChangedSince.map(ModSeq::value).orElse(Long.MAX_VALUE);
        UidSet.Builder modified = new UidSet.Builder();
        UidSet.Builder there = new UidSet.Builder();
        List<Message> after = new ArrayList<>();
        for (Message m : pick(uids)) {
            there.add(m.uid());
            Flags flags = keywords.spelled(change.apply(m.flags()));
            if (m.modSeq() > newest) {
                modified.add(m.uid());
            } else if (!flags.equals(m.flags())) {
                after.add(m.as(m.uid(), flags, modSeq + 1));
            }
        }
        if (!after.isEmpty() && change.kind() != FlagChange.Kind.REMOVE) {
            keywords.admit(List.of(change.flags()));
        }
        UidSet gone = uids.and(given()).minus(there.build());
        return new FlagOutcome(replace(after), modified.build(), gone);
    }

    private UidSet replace(List<Message> after) {
        if (after.isEmpty()) {
            return UidSet.NONE;
        }
        nextModSeq();
        after.forEach(m -> messages.put(m.uid(), m));
        UidSet changed = uidsOf(after);
        tell(new Change.Flagged(info.name(), changed));
        return changed;
    }

    UidSet expunge(UidSet uids) {
        UidSet expunged = uidsOf(pick(uids));
        if (!expunged.isEmpty()) {
            long at = nextModSeq();
            expunged.forEach(uid -> {
                messages.remove(uid);
                vanished.put(uid, at);
            });
            unclaimed = unclaimed.minus(expunged);
            tell(new Change.Expunged(info.name(), expunged));
        }
        return expunged;
    }

    Delta since(ModSeq since) {
        UidSet.Builder changed = new UidSet.Builder();
        messages.values().stream().filter(m -> m.modSeq() > since.value()).forEach(m -> changed.add(m.uid()));
        UidSet.Builder left = new UidSet.Builder();
        vanished.forEach((uid, at) -> {
            if (at > since.value()) {
                left.add(uid);
            }
        });
        return new Delta(changed.build(), left.build(), true);
    }

    UidSet recent() {
        return unclaimed;
    }

    UidSet claimRecent() {
        UidSet claimed = unclaimed;
        unclaimed = UidSet.NONE;
        return claimed;
    }

    static UidSet uidsOf(List<Message> messages) {
        UidSet.Builder uids = new UidSet.Builder();
        messages.forEach(m -> uids.add(m.uid()));
        return uids.build();
    }

    /** INTERNALDATE has no more than seconds (RFC 9051 9, date-time). */
    static Message incoming(Octets octets, Flags flags, Instant received) {
        Instant second = received.truncatedTo(ChronoUnit.SECONDS);
        return new Message(0, octets, flags, second, 0, second);
    }

    private UidSet given() {
        return uidNext == 1 ? UidSet.NONE : UidSet.range(1, uidNext - 1);
    }

    private long nextModSeq() {
        snapshot = null;
        return ++modSeq;
    }
}
