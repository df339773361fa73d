package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Walks an account and holds it to everything that must be true at rest. {@link #check} also returns what it saw, so that
 * the same account can be compared before and after a restart, or between two backends.
 */
public final class StoreInvariants {
    private StoreInvariants() {}

    /** One message as a client could tell it from others. */
    public record Row(long uid, Flags flags, String keywords, long octets, long received, long checksum) {}

    /** One mailbox; {@code uidNext} and {@code modSeq} may only rise. */
    public record Box(MailboxEntry entry, MailboxInfo info, List<Row> rows, UidSet recent, long uidNext, long modSeq) {
        /** Fails unless {@code later} is this mailbox after nothing happened to it. */
        public void assertStillIn(Box later) {
            assertThat(later.entry).isEqualTo(entry);
            assertThat(later.info).isEqualTo(info);
            assertThat(later.rows).as("messages of %s", info.name()).isEqualTo(rows);
            assertThat(later.recent).isEqualTo(recent);
            assertThat(later.uidNext).isGreaterThanOrEqualTo(uidNext);
            assertThat(later.modSeq).isGreaterThanOrEqualTo(modSeq);
        }
    }

    /** Checks an account that nobody is changing; returns its selectable mailboxes in order. */
    public static List<Box> check(Account account) throws StoreException, IOException {
        List<MailboxEntry> entries = account.mailboxes();
        assertNames(entries);
        List<Box> boxes = new ArrayList<>();
        for (MailboxEntry entry : entries) {
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                boxes.add(box(account, entry));
            } else {
                assertThat(entry.subscription()).isEqualTo(MailboxEntry.Subscription.SUBSCRIBED);
            }
        }
        assertThat(boxes.stream().map(b -> b.info().uidValidity()).distinct()).hasSameSizeAs(boxes);
        assertThat(boxes.stream().map(b -> b.info().id()).distinct()).hasSameSizeAs(boxes);
        assertUse(account, boxes);
        return boxes;
    }

    private static void assertNames(List<MailboxEntry> entries) {
        assertThat(entries).extracting(MailboxEntry::name).isSortedAccordingTo(MailboxName.INBOX_FIRST);
        assertThat(entries).extracting(MailboxEntry::name).doesNotHaveDuplicates();
        assertThat(entries.get(0).name()).isEqualTo(MailboxName.INBOX);
        Set<SpecialUse> taken = new HashSet<>();
        entries.forEach(e -> e.specialUse()
                .forEach(use ->
                        assertThat(taken.add(use)).as("%s is there once", use).isTrue()));
    }

    private static void assertUse(Account account, List<Box> boxes) throws StoreException {
        List<Row> all = boxes.stream().flatMap(b -> b.rows().stream()).toList();
        StorageUse use = account.use();
        assertThat(use.messages()).as("messages in use").isEqualTo(all.size());
        assertThat(use.octets())
                .as("octets in use")
                .isEqualTo(all.stream().mapToLong(Row::octets).sum());
        assertThat(account.recalculate()).isEqualTo(use);
        assertThat(account.use()).isEqualTo(use);
        assertLedger(account, boxes);
    }

    /** Where a store keeps a ledger, what it adds up to is what each mailbox holds. */
    private static void assertLedger(Account account, List<Box> boxes) throws StoreException {
        Optional<Ledger.Statement> ledger = account.ledger().read();
        if (ledger.isPresent()) {
            Map<MailboxName, MailboxUse> held = new HashMap<>();
            for (Box box : boxes) {
                if (!box.rows().isEmpty()) {
                    long octets = box.rows().stream().mapToLong(Row::octets).sum();
                    held.put(
                            box.info().name(), new MailboxUse(octets, box.rows().size()));
                }
            }
            assertThat(ledger.get().balances()).as("the ledger").isEqualTo(held);
        }
    }

    private static Box box(Account account, MailboxEntry entry) throws StoreException, IOException {
        try (Mailbox mailbox = account.open(entry.name())) {
            MailboxSnapshot now = mailbox.refresh();
            assertThat(now.info()).isEqualTo(mailbox.info());
            assertThat(now.info().name()).isEqualTo(entry.name());
            assertThat(now.uidNext()).isBetween(now.isEmpty() ? 1 : now.uids().max() + 1, UidSet.MAX);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                rows.add(row(mailbox, now, i));
            }
            UidSet recent = mailbox.recent();
            assertThat(recent.minus(now.uids())).as("recent but not there").isEqualTo(UidSet.NONE);
            assertStatus(account.status(entry.name()), now, recent);
            assertDelta(mailbox.since(ModSeq.ZERO), now);
            SampleSummarizer.check(mailbox, now.uids());
            return new Box(
                    entry,
                    now.info(),
                    rows,
                    recent,
                    now.uidNext(),
                    now.highestModSeq().value());
        }
    }

    private static Row row(Mailbox mailbox, MailboxSnapshot now, int i) throws StoreException, IOException {
        long uid = now.uid(i);
        assertThat(now.indexOf(uid)).isEqualTo(i);
        assertThat(now.modSeq(i)).isBetween(1L, now.highestModSeq().value());
        long size = now.octets(i);
        long checksum;
        try (MessageBody body = mailbox.body(uid)) {
            checksum = checksum(body);
            assertThat(size).as("size of %s in %s", uid, now.info().name()).isEqualTo(body.size());
        }
        Flags flags = now.flags(i);
        return new Row(uid, flags, flags.toString(), size, now.received(i).getEpochSecond(), checksum);
    }

    /** Of a message as it is read. */
    public static long checksum(Mailbox mailbox, long uid) throws StoreException, IOException {
        try (MessageBody body = mailbox.body(uid)) {
            return checksum(body);
        }
    }

    private static long checksum(MessageBody body) throws IOException {
        CRC32 checksum = new CRC32();
        long size = 0;
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (body.read(size, buffer.clear()) > 0) {
            size += buffer.position();
            checksum.update(buffer.flip());
        }
        assertThat(body.size()).isEqualTo(size);
        assertAtOnce(body, checksum.getValue());
        if (body.needsNoStuffing()) {
            assertGoesAsItLies(body);
        }
        return checksum.getValue();
    }

    /** RFC 1939 3. */
    private static void assertGoesAsItLies(MessageBody body) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(body.size()));
        while (all.hasRemaining() && body.read(all.position(), all) > 0) {}
        String lines = "\r\n" + new String(all.array(), StandardCharsets.ISO_8859_1);
        assertThat(lines).endsWith("\r\n").doesNotContain("\r\n.");
    }

    private static void assertAtOnce(MessageBody body, long read) {
        body.octets().ifPresent(all -> {
            CRC32 checksum = new CRC32();
            assertThat(all.isReadOnly()).isTrue();
            assertThat(all.position()).isZero();
            assertThat(all.limit()).as("all of it").isEqualTo((int) body.size());
            checksum.update(all);
            assertThat(checksum.getValue()).as("as it is read").isEqualTo(read);
        });
    }

    private static void assertStatus(MailboxStatus status, MailboxSnapshot now, UidSet recent) {
        long unseen = 0;
        long deleted = 0;
        long size = 0;
        for (int i = 0; i < now.size(); i++) {
            unseen += now.flags(i).has(SystemFlag.SEEN) ? 0 : 1;
            deleted += now.flags(i).has(SystemFlag.DELETED) ? 1 : 0;
            size += now.octets(i);
        }
        assertThat(status)
                .isEqualTo(new MailboxStatus(
                        now.info(),
                        now.size(),
                        unseen,
                        deleted,
                        recent.size(),
                        size,
                        now.uidNext(),
                        now.highestModSeq()));
    }

    private static void assertDelta(Delta all, MailboxSnapshot now) {
        assertThat(all.changed()).isEqualTo(now.uids());
        assertThat(all.vanished().and(now.uids())).isEqualTo(UidSet.NONE);
        assertThat(all.vanished().isEmpty() || all.vanished().max() < now.uidNext())
                .isTrue();
    }
}
