package org.postern.store.comparison;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/**
 * One of the two stores with what the steps keep between them. A message is known by its size: every new message has a
 * size of its own and a text made from it, so an observation never has to name a UID.
 */
final class StoreWorld implements AutoCloseable {
    static final List<UserName> USERS = List.of(UserName.of("alice@example.org"), UserName.of("bob@example.org"));

    /** A snapshot that a later step refers to. */
    record Memo(MailboxName mailbox, int user, MailboxSnapshot snapshot) {}

    /** What becomes of \Recent at a restart. */
    enum Recent {
        KEPT,
        /** Everything is claimed before it, so that nothing can be lost. */
        CLAIMED
    }

    private final StoreComparison.Restart restart;
    private final Recent recent;
    private final StoreComparison.Harm harm;
    private MailStore store;
    private final List<Mailbox> held = new ArrayList<>();
    private final List<Memo> memos = new ArrayList<>();
    private final Map<String, Integer> identities = new HashMap<>();
    private final Map<String, Map<Long, Long>> sizes = new HashMap<>();

    StoreWorld(MailStore store, StoreComparison.Restart restart, Recent recent, StoreComparison.Harm harm) {
        this.store = store;
        this.restart = restart;
        this.recent = recent;
        this.harm = harm;
    }

    /** Handles and mod-sequences from before are forgotten, as a server's sessions would. */
    void restart() throws Exception {
        held.clear();
        memos.clear();
        if (recent == Recent.CLAIMED) {
            claimAll();
        }
        store = restart.of(store);
    }

    void harm(Random random) throws Exception {
        harm.on(store, random);
    }

    private void claimAll() throws StoreException {
        for (int user = 0; user < USERS.size(); user++) {
            for (MailboxEntry entry : account(user).mailboxes()) {
                if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                    try (Mailbox mailbox = account(user).open(entry.name())) {
                        mailbox.claimRecent();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }

    MailStore store() {
        return store;
    }

    Account account(int user) throws StoreException {
        return store.open(USERS.get(user));
    }

    Mailbox open(int user, String name) throws StoreException {
        return account(user).open(MailboxName.of(name));
    }

    void hold(Mailbox mailbox) {
        held.add(mailbox);
    }

    /** A handle opened earlier, if any was. */
    List<Mailbox> held(int which) {
        return held.isEmpty() ? List.of() : List.of(held.get(which % held.size()));
    }

    void remember(int user, Mailbox mailbox) throws StoreException {
        memos.add(new Memo(mailbox.info().name(), user, mailbox.refresh()));
    }

    List<Memo> memo(int which) {
        return memos.isEmpty() ? List.of() : List.of(memos.get(which % memos.size()));
    }

    SpooledMessage spooled(int size) throws StoreException {
        try (Spool spool = store.spool()) {
            spool.write(ByteBuffer.wrap(text(size)));
            return spool.seal();
        }
    }

    private static byte[] text(int size) {
        StringBuilder text = new StringBuilder("Subject: " + size + "\r\n\r\n");
        while (text.length() < size - 2) {
            text.append((char) ('a' + (text.length() * 7 + size) % 26));
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The messages of a set as their sizes. */
    String told(Mailbox mailbox, UidSet uids) {
        Map<Long, Long> known = sizes.getOrDefault(mailbox.info().id(), Map.of());
        List<String> names = new ArrayList<>();
        uids.forEach(uid -> names.add(known.containsKey(uid) ? "m" + known.get(uid) : "unknown"));
        return names.toString();
    }

    /** Everything a client could see of both accounts. */
    String state() throws StoreException {
        StringBuilder out = new StringBuilder();
        for (int user = 0; user < USERS.size(); user++) {
            Account account = account(user);
            StorageUse use = account.use();
            out.append(USERS.get(user))
                    .append(' ')
                    .append(use.octets())
                    .append('/')
                    .append(use.messages());
            out.append('\n');
            for (MailboxEntry entry : account.mailboxes()) {
                out.append(' ').append(entry);
                if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                    describe(account, entry, out);
                }
                out.append('\n');
            }
        }
        return out.toString();
    }

    private void describe(Account account, MailboxEntry entry, StringBuilder out) throws StoreException {
        try (Mailbox mailbox = account.open(entry.name())) {
            MailboxSnapshot now = mailbox.refresh();
            String identity = mailbox.info().id() + "/" + mailbox.info().uidValidity();
            Integer nth = identities.computeIfAbsent(identity, k -> identities.size());
            out.append(" identity ").append(nth);
            Map<Long, Long> known = sizes.computeIfAbsent(mailbox.info().id(), k -> new TreeMap<>());
            for (int i = 0; i < now.size(); i++) {
                known.put(now.uid(i), now.octets(i));
                out.append("\n  m").append(now.octets(i)).append(' ');
                out.append(now.received(i).getEpochSecond()).append(' ');
                out.append(now.flags(i).toString().toLowerCase(java.util.Locale.ROOT));
            }
            out.append("\n  recent ").append(told(mailbox, mailbox.recent()));
        }
    }
}
