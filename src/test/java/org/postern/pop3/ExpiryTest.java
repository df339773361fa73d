package org.postern.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.audit.Audit;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;

/** What expires in a Maildir, over restarts and losses. */
class ExpiryTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final Period DAYS = Period.ofDays(14);

    @TempDir
    Path dir;

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private MaildropPolicy policy = MaildropPolicy.DEFAULT.withExpire(DAYS);
    private Exception refusal = new StoreException(Problem.UNAVAILABLE, "not now");
    private MaildirStore store;
    private Maildrops drops;

    @BeforeEach
    void open() throws StoreException {
        store = MaildirStore.open(dir, MaildirSettings.of("h.example"), () -> now, new SecureRandom());
        drops = new Maildrops(store, new OnePolicy(() -> policy), new Audit(), () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() throws StoreException {
        close();
        open();
    }

    private void deliver(int messages) throws StoreException {
        try (Mailbox inbox = inbox();
                Spool spool = store.spool()) {
            spool.write(ByteBuffer.wrap("A: b\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII)));
            try (SpooledMessage sealed = spool.seal()) {
                for (int i = 0; i < messages; i++) {
                    inbox.append(List.of(new Arrival(sealed, Flags.NONE, now)));
                }
            }
        }
    }

    private Mailbox inbox() throws StoreException {
        return store.open(ALICE).open(MailboxName.INBOX);
    }

    private UidSet uids() throws StoreException {
        try (Mailbox inbox = inbox()) {
            return inbox.refresh().uids();
        }
    }

    /** A session that retrieves what has these numbers. */
    private void retrieve(int... numbers) throws Exception {
        MaildropId id = new MaildropId(ALICE, Optional.empty());
        try (Maildrop drop = drops.open(drops.find(id, Actor.SERVER, policy)).orElseThrow()) {
            for (int number : numbers) {
                drop.retrieved(number);
            }
            drop.update();
        }
    }

    /** The connection ends before QUIT: what came of the message at the client nobody knows. */
    @Test
    void withoutQuitNothingWasRetrieved() throws Exception {
        deliver(2);
        MaildropId id = new MaildropId(ALICE, Optional.empty());
        try (Maildrop drop = drops.open(drops.find(id, Actor.SERVER, policy)).orElseThrow()) {
            drop.retrieved(1);
        }
        retrieve(2);
        pass(15);
        assertThat(drops.expiry().sweep(store.open(ALICE))).isOne();
        assertThat(uids()).isEqualTo(UidSet.of(1));
    }

    private void pass(int days) {
        now = now.plus(Duration.ofDays(days));
    }

    @Test
    void theFirstRetrievalCountsAndSurvivesRestarts() throws Exception {
        deliver(4);
        retrieve(1, 2);
        restart();
        pass(10);
        retrieve(2, 3);
        restart();
        pass(5);
        assertThat(drops.expiry().sweep(store.open(ALICE))).isEqualTo(2);
        assertThat(uids()).isEqualTo(UidSet.of(3, 4));
        assertThat(drops.expiry().sweep(store.open(ALICE))).isZero();
        pass(10);
        assertThat(drops.expiry().sweep(store.open(ALICE))).isOne();
        pass(1000);
        assertThat(drops.expiry().sweep(store.open(ALICE))).isZero();
        assertThat(uids()).isEqualTo(UidSet.of(4));
    }

    @Test
    void theRuleCountsFromTheRetrievalAlsoWhenItIsSetLater() throws Exception {
        policy = MaildropPolicy.DEFAULT;
        deliver(2);
        retrieve(1);
        pass(100);
        assertThat(drops.expiry().sweep(store.open(ALICE))).isZero();
        policy = MaildropPolicy.DEFAULT.withExpire(DAYS);
        retrieve();
        assertThat(uids()).isEqualTo(UidSet.of(2));
    }

    @Test
    void aLostOrDamagedRecordOnlyDelays() throws Exception {
        deliver(2);
        retrieve(1, 2);
        store.close();
        Path file = marks();
        Files.writeString(
                file, Files.readString(file).replaceAll("pop3[^ ]* .*", "pop3.retrieved.x 1:2\npop3.retrieved. 1"));
        open();
        pass(1000);
        assertThat(drops.expiry().sweep(store.open(ALICE))).isZero();
        Files.delete(marks());
        assertThat(drops.expiry().sweep(store.open(ALICE))).isZero();
        retrieve(1);
        pass(15);
        assertThat(drops.expiry().sweep(store.open(ALICE))).isOne();
        assertThat(uids()).isEqualTo(UidSet.of(2));
    }

    @Test
    void whatWasMovedAndCopiedBeginsAnew() throws Exception {
        deliver(3);
        retrieve(1, 2, 3);
        store.open(ALICE).create(MailboxName.of("Kept"), Optional.empty());
        try (Mailbox inbox = inbox();
                Mailbox kept = store.open(ALICE).open(MailboxName.of("Kept"))) {
            inbox.move(UidSet.of(1), kept);
            inbox.copy(UidSet.of(2), inbox);
            pass(15);
            assertThat(drops.expiry().sweep(store.open(ALICE))).isEqualTo(2);
            assertThat(kept.refresh().uids()).isEqualTo(UidSet.of(1));
            assertThat(inbox.refresh().uids()).isEqualTo(UidSet.of(4));
        }
    }

    /** Whose mailbox cannot be expired gets his mail, and no mailbox stays open. */
    @Test
    void whatCannotBeExpiredLeavesNothingOpen() throws Exception {
        deliver(1);
        retrieve(1);
        pass(15);
        policy = policy.withView(new MaildropView(List.of("INBOX", "Archive", "Sent"), OptionalInt.empty()));
        AtomicInteger open = new AtomicInteger();
        Maildrops failing = new Maildrops(
                wrapped(MailStore.class, store, open), new OnePolicy(() -> policy), new Audit(), () -> now);
        Maildrops.Found found = failing.find(new MaildropId(ALICE, Optional.empty()), Actor.SERVER, policy);
        try (Maildrop drop = failing.open(found).orElseThrow()) {
            assertThat(drop.count()).isOne();
            assertThat(open).as("those of the session").hasValue(3);
            assertThat(failing.open(found)).as("another session").isEmpty();
            assertThat(open).as("those of the session").hasValue(3);
        }
        assertThat(open).hasValue(0);
        refusal = new IllegalStateException("as asked");
        assertThatThrownBy(() -> failing.open(found)).isSameAs(refusal);
        assertThat(open).hasValue(0);
    }

    /** The same, with its mailboxes counted, none of which can be expunged. */
    private <T> T wrapped(Class<T> type, T inner, AtomicInteger open) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, words) -> {
                    if (method.getName().equals("expunge")) {
                        throw refusal;
                    }
                    if (type == Mailbox.class && method.getName().equals("close")) {
                        open.decrementAndGet();
                    }
                    Object result = method.invoke(inner, words);
                    if (result instanceof Account account) {
                        return wrapped(Account.class, account, open);
                    }
                    if (result instanceof Mailbox mailbox) {
                        open.incrementAndGet();
                        return wrapped(Mailbox.class, mailbox, open);
                    }
                    return result;
                }));
    }

    private Path marks() throws Exception {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(f -> f.endsWith("postern.marks")).findFirst().orElseThrow();
        }
    }
}
