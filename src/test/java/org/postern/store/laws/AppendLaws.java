package org.postern.store.laws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MailboxStatus;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** What arrives lies there: octets, size, flags, date, in order, all or none. */
public interface AppendLaws extends StoreLaws {

    @Test
    default void anArrivalBeyondTheKeywordLimitPlacesNothingOfItsBatch() throws Exception {
        Mailbox inbox = inbox();
        put(inbox, "old", keywords("k1", "k2", "k3", "k4"));
        try (SpooledMessage message = spooled(message("new"))) {
            List<Arrival> batch =
                    List.of(new Arrival(message, Flags.NONE, NOON), new Arrival(message, keywords("k5"), NOON));
            assertThat(problem(() -> inbox.append(batch))).isEqualTo(Problem.LIMIT);
        }
        assertThat(inbox.refresh().size()).isEqualTo(1);
        put(inbox, "known keywords still go", keywords("K4"));
        assertThat(alice().use().messages()).isEqualTo(2);
    }

    @Test
    default void messagesSetAsideAreAppendedAsOthers() throws Exception {
        Mailbox inbox = inbox();
        byte[] small = message("small");
        byte[] large = message("large " + "x".repeat(100_000));
        try (SpooledMessage one = spooled(small);
                SpooledMessage two = spooled(large);
                SpooledMessage three = spooled(small)) {
            two.setAside();
            three.setAside();
            three.setAside();
            try (MessageBody body = two.body()) {
                assertThat(body.size()).isEqualTo(large.length);
            }
            inbox.append(List.of(
                    new Arrival(one, Flags.NONE, NOON),
                    new Arrival(two, Flags.NONE, NOON),
                    new Arrival(three, Flags.NONE, NOON.plusSeconds(9)),
                    new Arrival(three, Flags.NONE, NOON)));
        }
        assertThat(octets(inbox, 1)).isEqualTo(small);
        assertThat(octets(inbox, 2)).isEqualTo(large);
        assertThat(octets(inbox, 3)).isEqualTo(small);
        assertThat(octets(inbox, 4)).isEqualTo(small);
        assertThat(inbox.refresh().received(2)).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    default void appendingNothingDoesNothing() throws Exception {
        Mailbox inbox = inbox();
        MailboxSnapshot before = inbox.refresh();
        assertThat(inbox.append(List.of())).isEqualTo(UidSet.NONE);
        assertThat(inbox.refresh().highestModSeq()).isEqualTo(before.highestModSeq());
    }

    @Test
    default void aMessageComesBackOctetForOctet() throws Exception {
        byte[] octets = new byte[100_003];
        new Random(7).nextBytes(octets);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' || octets[i] == '\r') {
                octets[i] = 'x'; // a message at rest has CRLF or neither
            }
        }
        octets[50_000] = '\r';
        octets[50_001] = '\n';
        Mailbox inbox = inbox();
        try (SpooledMessage message = spooled(octets)) {
            assertThat(message.size()).isEqualTo(octets.length);
            long uid = inbox.append(List.of(new Arrival(message, Flags.NONE, NOON)))
                    .min();
            assertThat(octets(inbox, uid)).isEqualTo(octets);
            assertThat(inbox.refresh().octets(0)).isEqualTo(octets.length);
        }
    }

    @Test
    default void emptyAndUnterminatedMessagesComeBackAsTheyWere() throws Exception {
        Mailbox inbox = inbox();
        for (String text :
                List.of("", "x", "no final line end", "\r\n", "ends twice\r\n\r\n", "8-bit \u00e4\u0000 nul\r\n")) {
            byte[] octets = text.getBytes(ISO_8859_1);
            try (SpooledMessage message = spooled(octets)) {
                long uid = inbox.append(List.of(new Arrival(message, Flags.NONE, NOON)))
                        .min();
                assertThat(octets(inbox, uid)).isEqualTo(octets);
            }
        }
    }

    @Test
    default void loneCarriageReturnsAndLineFeedsStay() throws Exception {
        byte[] octets = "Subject: odd\r\n\r\nlone\rcr, cr cr lf\r\r\n, lone\nlf\r\n".getBytes(US_ASCII);
        Mailbox inbox = inbox();
        try (SpooledMessage message = spooled(octets)) {
            long uid = inbox.append(List.of(new Arrival(message, Flags.NONE, NOON)))
                    .min();
            assertThat(octets(inbox, uid)).isEqualTo(octets);
            assertThat(inbox.refresh().octets(0)).isEqualTo(octets.length);
        }
    }

    @Test
    default void sixtyFourMebibytesComeBack() throws Exception {
        ByteBuffer block = ByteBuffer.wrap(String.join(
                        "",
                        Collections.nCopies(
                                1024, "a line of 62 characters and its end " + "abcdefghijklmnopqrstuvwxyz\r\n"))
                .getBytes(US_ASCII));
        assertThat(block.remaining()).isEqualTo(65536);
        CRC32 sent = new CRC32();
        Mailbox inbox = inbox();
        try (Spool spool = store().spool()) {
            for (int i = 0; i < 1024; i++) {
                sent.update(block.duplicate());
                spool.write(block.duplicate());
            }
            assertThat(spool.size()).isEqualTo(64L << 20);
            try (SpooledMessage message = spool.seal()) {
                inbox.append(List.of(new Arrival(message, Flags.NONE, NOON)));
            }
        }
        CRC32 got = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        try (MessageBody body = inbox.body(1)) {
            for (long at = 0; body.read(at, buffer.clear()) > 0; at += buffer.limit()) {
                got.update(buffer.flip());
            }
            assertThat(body.size()).isEqualTo(64L << 20);
        }
        assertThat(got.getValue()).isEqualTo(sent.getValue());
    }

    @Test
    default void uidsRiseByArrivalAndUidNextStaysAhead() throws Exception {
        Mailbox inbox = inbox();
        assertThat(inbox.refresh().uidNext()).isPositive();
        UidSet first = putAll(inbox, "a", "b", "c");
        MailboxSnapshot then = inbox.refresh();
        UidSet second = putAll(inbox, "d", "e");
        assertThat(first.size()).isEqualTo(3);
        assertThat(second.min()).isGreaterThan(first.max()).isGreaterThanOrEqualTo(then.uidNext());
        assertThat(then.uidNext()).isGreaterThan(first.max());
        List<String> subjects = new ArrayList<>();
        for (long uid : first.plus(second).stream().toArray()) {
            subjects.add(new String(octets(inbox, uid), US_ASCII).substring(30, 31));
        }
        assertThat(subjects).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    default void oneSpooledMessageGoesToManyMailboxesAndAccounts() throws Exception {
        Mailbox inbox = inbox();
        Mailbox sent = alice().open(name("Sent"));
        Mailbox bobs = store().open(BOB).open(MailboxName.INBOX);
        try (SpooledMessage message = spooled(message("shared"))) {
            Arrival arrival = new Arrival(message, Flags.NONE, NOON);
            inbox.append(List.of(arrival, arrival));
            sent.append(List.of(arrival));
            bobs.append(List.of(arrival));
        }
        inbox.expunge(UidSet.of(1));
        for (Mailbox mailbox : List.of(inbox, sent, bobs)) {
            assertThat(octets(mailbox, mailbox.refresh().uid(0))).isEqualTo(message("shared"));
        }
    }

    @Test
    default void aSpooledMessageCanBeReadBeforeItIsPlaced() throws Exception {
        try (SpooledMessage message = spooled(message("early"));
                MessageBody body = message.body()) {
            assertThat(octets(body)).isEqualTo(message("early"));
        }
    }

    @Test
    default void aSpoolThatIsDroppedLeavesNothing() throws Exception {
        try (Spool spool = store().spool()) {
            spool.write(ByteBuffer.wrap(message("dropped")));
        }
        spooled(message("sealed and dropped")).close();
        assertThat(alice().use().octets()).isZero();
        assertThat(inbox().refresh().isEmpty()).isTrue();
    }

    @Test
    default void flagsKeywordsAndDateOfAnArrivalStay() throws Exception {
        Flags flags = Flags.of(SystemFlag.SEEN, SystemFlag.DRAFT).plus(keywords("$Forwarded", "work"));
        Mailbox inbox = inbox();
        for (String date : List.of("1980-02-29T23:59:59Z", "2040-01-01T00:00:00Z", "2026-11-23T12:00:00.987Z")) {
            try (SpooledMessage message = spooled(message("dated"))) {
                inbox.append(List.of(new Arrival(message, flags, Instant.parse(date))));
            }
            MailboxSnapshot now = inbox.refresh();
            assertThat(now.flags(now.size() - 1)).isEqualTo(flags);
            assertThat(now.received(now.size() - 1).getEpochSecond())
                    .isEqualTo(Instant.parse(date).getEpochSecond());
        }
    }

    @Test
    default void statusCountsWhatIsThere() throws Exception {
        Mailbox work = created("Work");
        put(work, "one", Flags.of(SystemFlag.SEEN));
        put(work, "two", Flags.of(SystemFlag.DELETED));
        put(work, "three", Flags.of(SystemFlag.SEEN, SystemFlag.DELETED));
        work.expunge(UidSet.of(work.refresh().uid(0)));
        MailboxStatus status = alice().status(name("Work"));
        assertThat(status.info()).isEqualTo(work.info());
        assertThat(status.messages()).isEqualTo(2);
        assertThat(status.unseen()).isEqualTo(1);
        assertThat(status.deleted()).isEqualTo(2);
        assertThat(status.size()).isEqualTo(message("two").length + message("three").length);
        assertThat(status.uidNext()).isEqualTo(work.refresh().uidNext());
        assertThat(status.highestModSeq()).isEqualTo(work.refresh().highestModSeq());
    }

    @Test
    default void usageIsTheSumOfAllMailboxes() throws Exception {
        assertThat(alice().use().messages()).isZero();
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        put(inbox, "one");
        put(work, "twenty");
        assertThat(alice().use().messages()).isEqualTo(2);
        assertThat(alice().use().octets()).isEqualTo(message("one").length + message("twenty").length);
        inbox.copy(UidSet.ALL, work);
        assertThat(alice().use().octets()).isEqualTo(2L * message("one").length + message("twenty").length);
        inbox.expunge(UidSet.ALL);
        alice().delete(name("Work"));
        assertThat(alice().use().octets()).isZero();
        assertThat(store().open(BOB).use().messages()).isZero();
    }
}
