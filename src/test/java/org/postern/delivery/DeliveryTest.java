package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postern.audit.Client;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UserName;

final class DeliveryTest {
    private static final String MESSAGE = "Subject: hello\r\n\r\nbody\r\n";

    private final Post post = new Post();

    @AfterEach
    void nothingStaysOpen() {
        post.assertNoLeaks();
    }

    private static Envelope envelope(String sender, OptionalLong size) {
        Origin origin = new Origin(
                new Client("lmtp", "c1", "192.0.2.7"), Optional.of("client.example"), "LMTP", Optional.empty(), "c1-1");
        Optional<Address> from = sender.isEmpty() ? Optional.empty() : Optional.of(Address.parse(sender));
        return new Envelope(origin, from, size);
    }

    private Transaction begin(String sender, OptionalLong size) {
        return post.delivery.begin(envelope(sender, size));
    }

    private List<Outcome> deliver(String message, String... recipients) {
        return post.deliver(envelope("sender@example.com", OptionalLong.empty()), message, recipients);
    }

    @Test
    void oneRecipientIsNamedInReceived() {
        assertThat(deliver(MESSAGE, "Alice@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(post.onlyMail("alice@example.org"))
                .isEqualTo("Return-Path: <sender@example.com>\r\n"
                        + "Delivered-To: Alice@example.org\r\n"
                        + "Received: from client.example ([192.0.2.7])\r\n"
                        + "\tby mx.example.org (Postern) with LMTP\r\n"
                        + "\tid c1-1\r\n"
                        + "\tfor <Alice@example.org>;\r\n"
                        + "\tMon, 23 Nov 2026 10:11:12 +0000\r\n"
                        + MESSAGE);
        assertThat(post.audit())
                .containsExactly("delivered service=lmtp connection=c1 address=192.0.2.7 id=c1-1 size=248"
                        + " recipient=alice@example.org folder=INBOX");
    }

    @Test
    void severalRecipientsHaveTheirOwnCopiesAndDoNotLearnOfEachOther() {
        assertThat(deliver(MESSAGE, "alice@example.org", "bob@example.org"))
                .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED);
        for (String user : List.of("alice@example.org", "bob@example.org")) {
            String other = user.startsWith("alice") ? "bob" : "alice";
            assertThat(post.onlyMail(user))
                    .contains("\r\nDelivered-To: " + user + "\r\n")
                    .doesNotContain(other)
                    .doesNotContain("for <")
                    .endsWith(MESSAGE);
        }
    }

    @Test
    void theNullSenderStaysEmpty() {
        try (Transaction transaction = begin("", OptionalLong.empty())) {
            transaction.addRecipient(Address.parse("alice@example.org"));
            transaction.write(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
            try (Distribution distribution = transaction.finish()) {
                distribution.next();
            }
        }
        assertThat(post.onlyMail("alice@example.org")).startsWith("Return-Path: <>\r\n");
    }

    @Test
    void aMessageOfWhichNoOctetCameIsAMessageToo() {
        try (Transaction transaction = begin("", OptionalLong.empty())) {
            transaction.addRecipient(Address.parse("alice@example.org"));
            try (Distribution distribution = transaction.finish()) {
                assertThat(distribution.next().outcome()).isEqualTo(Outcome.DELIVERED);
            }
        }
        assertThat(post.onlyMail("alice@example.org"))
                .startsWith("Return-Path: <>")
                .endsWith("+0000\r\n");
    }

    @Test
    void anEmptyMessageIsAMessage() {
        assertThat(deliver("", "alice@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(post.onlyMail("alice@example.org")).endsWith("+0000\r\n");
    }

    @Test
    void subaddressesGoToTheirFolderIfThereIsOne() throws StoreException {
        UserName alice = UserName.of("alice@example.org");
        post.memory.open(alice).create(new MailboxName("Work/2026"), Optional.empty());
        post.memory.open(alice).create(new MailboxName("lists"), Optional.empty());
        post.memory.open(alice).create(new MailboxName("Lists"), Optional.empty());
        for (String recipient : List.of(
                "alice+work/2026@example.org",
                "alice+Lists@example.org",
                "alice+inbox@example.org",
                "alice+nosuch@example.org",
                "alice+../../etc@example.org")) {
            assertThat(deliver(MESSAGE, recipient)).containsExactly(Outcome.DELIVERED);
        }
        assertThat(post.mail("alice@example.org", "Work/2026")).hasSize(1);
        assertThat(post.mail("alice@example.org", "Lists")).hasSize(1);
        assertThat(post.mail("alice@example.org", "lists")).isEmpty();
        assertThat(post.mail("alice@example.org", "INBOX")).hasSize(3);
    }

    @Test
    void aFullMailboxIsKnownAtRecipientTimeWhereSizeTells() {
        post.store.room("alice@example.org", 100);
        try (Transaction transaction = begin("s@example.com", OptionalLong.of(101))) {
            assertThat(transaction.addRecipient(Address.parse("alice@example.org")))
                    .isEqualTo(Outcome.MAILBOX_FULL);
            assertThat(transaction.recipientCount()).isZero();
        }
        post.settings = post.settings.withWhenFull(WhenFull.DEFER);
        try (Transaction transaction = begin("s@example.com", OptionalLong.of(101))) {
            assertThat(transaction.addRecipient(Address.parse("alice@example.org")))
                    .isEqualTo(Outcome.MAILBOX_FULL_NOW);
        }
        post.store.room("alice@example.org", 0);
        try (Transaction transaction = begin("s@example.com", OptionalLong.empty())) {
            assertThat(transaction.addRecipient(Address.parse("alice@example.org")))
                    .isEqualTo(Outcome.MAILBOX_FULL_NOW);
        }
        assertThat(post.audit())
                .hasSize(3)
                .startsWith("delivery-refused service=lmtp connection=c1 address=192.0.2.7 id=c1-1 code=5.2.2"
                        + " recipient=alice@example.org");
    }

    @Test
    void oneFullMailboxDoesNotHurtTheOthers() {
        post.store.room("alice@example.org", 100);
        post.store.breaks("tom+jerry@example.org", new IllegalStateException("broken"));
        assertThat(deliver(MESSAGE, "alice@example.org", "tom+jerry@example.org", "bob@example.org"))
                .containsExactly(Outcome.MAILBOX_FULL, Outcome.TRY_AGAIN, Outcome.DELIVERED);
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
        assertThat(post.onlyMail("bob@example.org")).endsWith(MESSAGE);
    }

    @Test
    void tooBigAtOneOctetAboveTheLimit() {
        post.settings = post.settings.withMaxSize(MESSAGE.length());
        assertThat(deliver(MESSAGE, "alice@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(deliver(MESSAGE + "x", "alice@example.org", "bob@example.org"))
                .containsExactly(Outcome.TOO_BIG, Outcome.TOO_BIG);
        assertThat(post.onlyMail("alice@example.org")).endsWith(MESSAGE);
    }

    @Test
    void aFullDiskIsATemporaryMatter() {
        post.store.disk(100);
        assertThat(deliver(MESSAGE, "alice@example.org")).containsExactly(Outcome.DISK_FULL);
        post.store.disk(MESSAGE.length() + 300);
        assertThat(deliver(MESSAGE, "alice@example.org", "bob@example.org"))
                .containsExactly(Outcome.DELIVERED, Outcome.DISK_FULL);
        post.store.disk(Long.MAX_VALUE);
        assertThat(deliver(MESSAGE, "alice@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(post.mail("bob@example.org", "INBOX")).isEmpty();
    }

    @Test
    void recipientsAreLimited() {
        post.settings = post.settings.withMaxRecipients(1);
        try (Transaction transaction = begin("s@example.com", OptionalLong.empty())) {
            assertThat(transaction.addRecipient(Address.parse("alice@example.org")))
                    .isEqualTo(Outcome.RECIPIENT_OK);
            assertThat(transaction.addRecipient(Address.parse("bob@example.org")))
                    .isEqualTo(Outcome.TOO_MANY_RECIPIENTS);
        }
    }

    @Test
    void unreadableUsersMakeTheSenderTryAgain() {
        post.usersUnreadable = true;
        try (Transaction transaction = begin("s@example.com", OptionalLong.empty())) {
            assertThat(transaction.addRecipient(Address.parse("alice@example.org")))
                    .isEqualTo(Outcome.TRY_AGAIN);
        }
    }

    /** Also when it has to be looked up where two recipients of one user would have it. */
    @Test
    void anAccountThatBreaksMakesTheSenderTryAgain() {
        try (Transaction transaction = begin("s@example.com", OptionalLong.empty())) {
            for (String recipient : List.of("alice+a@example.org", "alice+b@example.org", "bob@example.org")) {
                assertThat(transaction.addRecipient(Address.parse(recipient))).isEqualTo(Outcome.RECIPIENT_OK);
            }
            transaction.write(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
            post.store.closes("alice@example.org", new IllegalStateException("broken"));
            List<Outcome> outcomes = new ArrayList<>();
            try (Distribution distribution = transaction.finish()) {
                while (distribution.hasNext()) {
                    outcomes.add(distribution.next().outcome());
                }
            }
            assertThat(outcomes).containsExactly(Outcome.TRY_AGAIN, Outcome.TRY_AGAIN, Outcome.DELIVERED);
        }
    }

    @Test
    void aTransactionThatIsClosedLeavesNothing() {
        try (Transaction transaction = begin("s@example.com", OptionalLong.empty())) {
            transaction.addRecipient(Address.parse("alice@example.org"));
            transaction.write(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
    }

    @Test
    void aDistributionThatIsClosedGivesUpTheRest() {
        try (Transaction transaction = begin("s@example.com", OptionalLong.empty())) {
            transaction.addRecipient(Address.parse("alice@example.org"));
            transaction.addRecipient(Address.parse("bob@example.org"));
            transaction.write(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
            Distribution distribution = transaction.finish();
            distribution.next();
            distribution.close();
            assertThat(distribution.hasNext()).isFalse();
        }
        assertThat(post.mail("alice@example.org", "INBOX")).hasSize(1);
        assertThat(post.mail("bob@example.org", "INBOX")).isEmpty();
    }
}
