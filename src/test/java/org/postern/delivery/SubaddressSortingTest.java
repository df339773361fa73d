package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UserName;

final class SubaddressSortingTest {
    /** INBOX, Archive, Drafts, Junk, Sent, Trash. */
    private static final int FROM_THE_BEGINNING = 6;

    private static final UserName ALICE = UserName.of("alice@example.org");

    private final Post post = new Post();

    @BeforeEach
    void makeThree() {
        post.settings = post.settings.withSubaddressFolders(FROM_THE_BEGINNING + 3);
    }

    @AfterEach
    void nothingStaysOpen() {
        post.assertNoLeaks();
    }

    private void deliver(String detail) {
        Envelope envelope = new Envelope(Origin.local("t1"), Optional.empty(), OptionalLong.empty());
        try (Transaction transaction = post.delivery.begin(envelope)) {
            assertThat(transaction.addRecipient(new Address("alice+" + detail, Optional.of("example.org"))))
                    .isEqualTo(Outcome.RECIPIENT_OK);
            transaction.write(ByteBuffer.wrap("Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII)));
            try (Distribution distribution = transaction.finish()) {
                assertThat(distribution.next().outcome()).isEqualTo(Outcome.DELIVERED);
            }
        }
    }

    /** Made later. */
    private List<String> folders() throws StoreException {
        List<MailboxEntry> all = post.memory.open(ALICE).mailboxes();
        return all.stream()
                .filter(entry -> !entry.name().isInbox() && entry.specialUse().isEmpty())
                .map(MailboxEntry::name)
                .map(MailboxName::path)
                .toList();
    }

    @Test
    void aFolderIsMadeSubscribedAndUsedAgain() throws StoreException {
        deliver("Shop.Example");
        deliver("shop.example");
        assertThat(folders()).containsExactly("Shop.Example");
        assertThat(post.mail("alice@example.org", "Shop.Example")).hasSize(2);
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
        assertThat(post.memory.open(ALICE).mailboxes())
                .filteredOn(entry -> entry.name().path().equals("Shop.Example"))
                .extracting(MailboxEntry::subscription)
                .containsExactly(MailboxEntry.Subscription.SUBSCRIBED);
        assertThat(post.audit()).anyMatch(line -> line.startsWith("mailbox-created ") && line.contains("Shop.Example"));
    }

    @Test
    void thereIsAnEndToThem() throws StoreException {
        for (String detail : List.of("a", "b", "c", "d", "e")) {
            deliver(detail);
        }
        assertThat(folders()).containsExactly("a", "b", "c");
        assertThat(post.mail("alice@example.org", "INBOX")).hasSize(2);
        deliver("b");
        assertThat(post.mail("alice@example.org", "b")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b", "../x", ".hidden", "end.", "-", "a b", "a*", "a%", "\u202ea", "INBOX", "inbox", "a\\b", "~"
            })
    void strangersDoNotMakeStrangeNames(String detail) throws StoreException {
        deliver(detail);
        assertThat(folders()).isEmpty();
        assertThat(post.mail("alice@example.org", "INBOX")).hasSize(1);
    }

    @Test
    void norLongOnes() throws StoreException {
        deliver("a".repeat(64));
        deliver("b".repeat(65));
        assertThat(folders()).containsExactly("a".repeat(64));
    }

    @Test
    void noneIsMadeUnlessAskedFor() throws StoreException {
        post.settings = post.settings.withSubaddressFolders(0);
        deliver("a");
        assertThat(folders()).isEmpty();
    }
}
