package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** A message that a recipient has got is not placed again; any other is. */
final class DuplicateDeliveryTest {
    private static final String MESSAGE =
            "Received: by x\r\nMessage-ID: <1@x>\r\nFrom: a@x\r\nSubject: hello\r\n\r\nbody\r\n";

    private final Post post = new Post();

    @BeforeEach
    void knowAgain() {
        post.settings = post.settings.withDuplicateWindow(Duration.ofHours(1));
    }

    @AfterEach
    void nothingStaysOpen() {
        post.assertNoLeaks();
    }

    private List<Outcome> deliver(String message, String... recipients) {
        Envelope envelope = new Envelope(
                Origin.local("t1"), Optional.of(Address.parse("sender@example.com")), OptionalLong.empty());
        return post.deliver(envelope, message, recipients);
    }

    private int count(String user) {
        return post.mail(user, "INBOX").size();
    }

    @Test
    void theSecondCopyIsAcknowledgedAndNotPlaced() {
        deliver(MESSAGE, "alice@example.org");
        String again = "Received: by another\r\n" + MESSAGE;
        assertThat(deliver(again, "alice@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(deliver(again, "alice@example.org", "bob@example.org"))
                .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED);
        assertThat(count("alice@example.org")).isOne();
        assertThat(count("bob@example.org")).isOne();
        assertThat(post.audit())
                .filteredOn(line -> line.startsWith("duplicate "))
                .hasSize(2);
    }

    @Test
    void oneMessageByTwoWaysIsOne() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        deliver(MESSAGE, "alice@example.org", "team@example.org");
        assertThat(count("alice@example.org")).isOne();
        assertThat(count("bob@example.org")).isOne();
    }

    @Test
    void whoCouldNotHaveItGetsItAtTheNextAttemptAndNobodyTwice() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        post.settings = post.settings.withWhenFull(WhenFull.DEFER);
        post.store.room("bob@example.org", 10);
        assertThat(deliver(MESSAGE, "alice@example.org", "bob@example.org"))
                .containsExactly(Outcome.DELIVERED, Outcome.MAILBOX_FULL_NOW);
        post.store.room("bob@example.org", 100_000);
        assertThat(deliver(MESSAGE, "alice@example.org", "bob@example.org"))
                .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED);
        assertThat(count("alice@example.org")).isOne();
        assertThat(count("bob@example.org")).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Message-ID: <1@x>\r\nFrom: a@x\r\nSubject: hello\r\n\r\nbody\r\n-- \r\nthe list\r\n",
                "Message-ID: <1@x>\r\nFrom: a@x\r\nSubject: [list] hello\r\n\r\nbody\r\n",
                "Message-ID: <1@x>\r\nFrom: b@x\r\nSubject: hello\r\n\r\nbody\r\n",
                "Message-ID: <2@x>\r\nFrom: a@x\r\nSubject: hello\r\n\r\nbody\r\n",
                "Resent-Date: x\r\nMessage-ID: <1@x>\r\nFrom: a@x\r\nSubject: hello\r\n\r\nbody\r\n",
            })
    void whatDiffersIsAnother(String other) {
        deliver(MESSAGE, "alice@example.org");
        deliver(other, "alice@example.org");
        assertThat(count("alice@example.org")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: hello\r\n\r\nbody\r\n",
                "Message-ID: <1@x>\r\nMessage-ID: <1@x>\r\n\r\nbody\r\n",
            })
    void withoutOneMessageIdNothingIsKnownAgain(String message) {
        deliver(message, "alice@example.org");
        deliver(message, "alice@example.org");
        assertThat(count("alice@example.org")).isEqualTo(2);
    }

    /** Else one message that is sent once could be made ten thousand of one mailbox. */
    @Test
    void whoIsNamedTwiceInOneTransactionGetsOneCopy() throws StoreException {
        post.settings = post.settings.withDuplicateWindow(Duration.ZERO).withSubaddressFolders(10);
        post.memory.open(UserName.of("alice@example.org")).create(MailboxName.of("Lists"), Optional.empty());
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        List<Outcome> outcomes = deliver(
                "Subject: no id\r\n\r\nbody\r\n",
                "alice@example.org",
                "ALICE@example.org",
                "alice+no.such/folder@example.org",
                "team@example.org",
                "alice+lists@example.org",
                "alice+Lists@example.org",
                "alice+new@example.org",
                "alice+NEW@example.org",
                "team@example.org");
        assertThat(outcomes).hasSize(9).containsOnly(Outcome.DELIVERED);
        assertThat(count("alice@example.org")).isOne();
        assertThat(post.mail("alice@example.org", "Lists")).hasSize(1);
        assertThat(post.mail("alice@example.org", "new")).hasSize(1);
        assertThat(count("bob@example.org")).isOne();
    }

    @Test
    void aCopyThatCouldNotBePlacedIsNone() {
        post.settings = post.settings.withDuplicateWindow(Duration.ZERO);
        post.store.room("alice@example.org", MESSAGE.length());
        assertThat(deliver(MESSAGE, "alice@example.org", "alice@example.org"))
                .as("neither fits with its trace fields")
                .containsExactly(Outcome.MAILBOX_FULL, Outcome.MAILBOX_FULL);
    }

    @Test
    void nothingIsKnownAgainUnlessAskedFor() {
        post.settings = post.settings.withDuplicateWindow(Duration.ZERO);
        deliver(MESSAGE, "alice@example.org");
        deliver(MESSAGE, "alice@example.org");
        assertThat(count("alice@example.org")).isEqualTo(2);
    }

    @Test
    void aFolderIsAnotherPlace() {
        deliver(MESSAGE, "alice@example.org");
        deliver(MESSAGE, "alice+list@example.org");
        assertThat(count("alice@example.org")).isEqualTo(2);
    }
}
