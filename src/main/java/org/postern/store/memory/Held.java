package org.postern.store.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.store.Flags;
import org.postern.store.HeldMessage;
import org.postern.store.MailboxInfo;
import org.postern.store.SystemFlag;

/** What was expunged from an account, in that order. Every method is called with the store's lock held. */
final class Held {
    /** A message and the mailbox it left. */
    record Entry(MailboxInfo from, Message message, Instant expunged) {
        Message unmarked() {
            return message.as(message.uid(), message.flags().minus(Flags.of(SystemFlag.DELETED)), message.modSeq());
        }

        HeldMessage told(String id, MailboxInfo now) {
            Message m = unmarked();
            return new HeldMessage(
                    id, now.name(), expunged, m.received(), m.octets().size(), m.flags());
        }
    }

    private final MemoryStore store;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long last;

    Held(MemoryStore store) {
        this.store = store;
    }

    void add(MailboxInfo from, Iterable<Message> messages) {
        purge();
        if (!store.keep().isZero()) {
            Instant now = store.now().truncatedTo(ChronoUnit.SECONDS);
            messages.forEach(m -> entries.put(Long.toString(++last), new Entry(from, m, now)));
        }
    }

    Map<String, Entry> entries() {
        purge();
        return entries;
    }

    Optional<Entry> find(HeldMessage message) {
        return Optional.ofNullable(entries().get(message.id()));
    }

    /** Which of them are held, by the mailbox they left. */
    Map<MailboxInfo, List<String>> byMailbox(List<HeldMessage> messages) {
        Map<MailboxInfo, List<String>> groups = new LinkedHashMap<>();
        for (HeldMessage message : messages) {
            find(message)
                    .ifPresent(entry -> groups.computeIfAbsent(entry.from(), from -> new ArrayList<>())
                            .add(message.id()));
        }
        return groups;
    }

    List<Message> messages(List<String> ids) {
        return ids.stream().map(entries::get).map(Entry::unmarked).toList();
    }

    void removeAll(List<String> ids) {
        entries.keySet().removeAll(ids);
    }

    private void purge() {
        Duration keep = store.keep();
        Instant oldest = store.now().minus(keep);
        Set<Map.Entry<String, Entry>> all = entries.entrySet();
        all.removeIf(e -> keep.isZero() || e.getValue().expunged().isBefore(oldest));
    }
}
