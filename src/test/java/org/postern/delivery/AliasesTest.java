package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AliasesTest {
    private final Post post = new Post();

    @TempDir
    Path directory;

    private OutgoingQueue queue;

    @BeforeEach
    void reportsAreQueued() {
        queue = new OutgoingQueue(
                new QueueDirectory(directory),
                () -> (mail, message) -> OutgoingRoute.Attempt.later(""),
                () -> new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty()),
                post.audit,
                Post.CLOCK);
        post.settlement(queue);
    }

    @Test
    void anAliasIsAllWhomItNames() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        assertThat(deliver("sender@example.com", "team@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(post.onlyMail("alice@example.org")).contains("Delivered-To: alice@example.org\r\n");
        assertThat(post.onlyMail("bob@example.org")).contains("Delivered-To: bob@example.org\r\n");
    }

    @Test
    void aliasesNameAliasesAndEverybodyGetsOneCopy() {
        post.aliases.put("all@example.org", List.of("team@example.org", "alice@example.org"));
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        deliver("sender@example.com", "all@example.org");
        post.onlyMail("alice@example.org");
        post.onlyMail("bob@example.org");
    }

    @Test
    void whoIsAnAliasOfOneselfAndOthersKeepsACopy() {
        post.aliases.put("alice@example.org", List.of("alice@example.org", "bob@example.org"));
        deliver("sender@example.com", "alice@example.org");
        post.onlyMail("alice@example.org");
        post.onlyMail("bob@example.org");
    }

    @Test
    void loopsComeToAnEnd() {
        post.aliases.put("a@example.org", List.of("b@example.org"));
        post.aliases.put("b@example.org", List.of("a@example.org"));
        assertThat(refused("a@example.org")).isEqualTo(Outcome.UNKNOWN_USER);
        post.aliases.put("b@example.org", List.of("a@example.org", "alice@example.org"));
        deliver("sender@example.com", "a@example.org");
        post.onlyMail("alice@example.org");
    }

    @Test
    void theCatchAllGetsWhatNobodyOwns() {
        post.aliases.put("@example.org", List.of("bob@example.org"));
        deliver("sender@example.com", "nobody@example.org");
        post.onlyMail("bob@example.org");
        deliver("sender@example.com", "alice@example.org");
        post.onlyMail("alice@example.org");
        assertThat(refused("nobody@example.net")).isEqualTo(Outcome.UNKNOWN_USER);
    }

    /** RFC 5321 4.5.1: of every domain that has mail here, whatever the case of the letters, and of none. */
    @Test
    void thePostmasterIsTheServersWhereNobodyElseIs() {
        assertThat(refused("postmaster@example.org")).isEqualTo(Outcome.UNKNOWN_USER);
        post.postmaster = Optional.of("alice@example.org");
        deliver("sender@example.com", "PostMaster@example.org");
        post.onlyMail("alice@example.org");
        deliver("sender@example.com", "Postmaster");
        deliver("sender@example.com", "postmaster@mx.example.org");
        assertThat(post.mail("alice@example.org", "INBOX")).hasSize(3);
        assertThat(refused("postmaster@example.net")).isEqualTo(Outcome.UNKNOWN_USER);
        assertThat(refused("postmasters@example.org")).isEqualTo(Outcome.UNKNOWN_USER);
        assertThat(refused("hostmaster@example.org")).isEqualTo(Outcome.UNKNOWN_USER);

        post.aliases.put("@example.org", List.of("bob@example.org"));
        deliver("sender@example.com", "postmaster@example.org");
        post.onlyMail("bob@example.org");
        post.aliases.put("postmaster@example.org", List.of("tom+jerry@example.org"));
        deliver("sender@example.com", "postmaster@example.org");
        post.onlyMail("tom+jerry@example.org");
    }

    @Test
    void aPostmasterWhoIsNobodyHereIsNobody() {
        for (String nobody : List.of("nobody@example.org", "postmaster@example.org", "somebody@example.com")) {
            post.postmaster = Optional.of(nobody);
            assertThat(refused("postmaster@example.org")).isEqualTo(Outcome.UNKNOWN_USER);
        }
    }

    @Test
    void aDetailIsNotForTheMembersOfAnAlias() {
        post.aliases.put("team@example.org", List.of("alice@example.org"));
        deliver("sender@example.com", "team+urgent@example.org");
        post.onlyMail("alice@example.org");
    }

    @Test
    void anAliasOfTooManyIsRefusedForNow() {
        post.aliases.put(
                "many@example.org",
                IntStream.range(0, 50)
                        .mapToObj(i -> "user" + i + "@example.org")
                        .toList());
        post.settings = post.settings.withMaxRecipients(49);
        assertThat(refused("many@example.org")).isEqualTo(Outcome.TOO_MANY_RECIPIENTS);
    }

    @Test
    void anAliasIsFullWhenAllAre() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        post.store.room("alice@example.org", 0);
        assertThat(post.delivery.expect(Address.parse("team@example.org"), OptionalLong.empty()))
                .isEqualTo(Outcome.RECIPIENT_OK);
        post.store.room("bob@example.org", 0);
        assertThat(post.delivery.expect(Address.parse("team@example.org"), OptionalLong.empty()))
                .isEqualTo(Outcome.MAILBOX_FULL);
    }

    @Test
    void theSenderIsToldOfTheOneWhoCouldNotHaveIt() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        post.store.room("alice@example.org", 10);
        assertThat(deliver("sender@example.com", "team@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(queue.size()).isOne();
        post.onlyMail("bob@example.org");
        assertThat(deliver("", "team@example.org")).containsExactly(Outcome.DELIVERED);
        assertThat(queue.entries())
                .filteredOn(entry -> entry.attempts().failed().isPresent())
                .as("an empty sender is told nothing, and an operator can see it")
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.mail().to()).hasToString("alice@example.org");
                    assertThat(entry.mail().sentTo()).map(Address::toString).contains("team@example.org");
                    assertThat(entry.answer()).isEqualTo("552 5.2.2 Mailbox full");
                });
        assertThat(post.audit())
                .last()
                .satisfies(line -> assertThat(line)
                        .startsWith("undelivered id=")
                        .endsWith(" code=5.2.2 sender=\"\" recipient=team@example.org"));
    }

    private Outcome refused(String address) {
        RecipientResolver resolver = post.resolver();
        return catchThrowableOfType(
                        DeliveryException.class, () -> resolver.resolve(Address.parse(address), post.settings))
                .outcome();
    }

    private List<Outcome> deliver(String sender, String recipient) {
        Optional<Address> from = sender.isEmpty() ? Optional.empty() : Optional.of(Address.parse(sender));
        Envelope envelope = new Envelope(Origin.local("t1"), from, OptionalLong.empty());
        List<Outcome> outcomes = post.deliver(envelope, "Subject: hello\r\n\r\nbody\r\n", recipient);
        post.assertNoLeaks();
        return outcomes;
    }
}
