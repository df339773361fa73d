package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.MovableClock;

/** Whatever aliases name whom, and whoever cannot have a message at first: in the end each has it, and nobody twice. */
final class RandomAliasesTest {
    private static final int SEEDS = 100;
    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> USERS = names("user");
    private static final List<String> ALIASES = names("alias");
    private static final List<String> ALL =
            Stream.of(USERS, ALIASES).flatMap(List::stream).toList();

    @TempDir
    private Path directory;

    private static List<String> names(String beginning) {
        return Stream.of(0, 1, 2, 3, 4).map(i -> beginning + i + "@example.org").toList();
    }

    private static List<String> some(Random random) {
        return random.ints(1 + random.nextInt(4), 0, ALL.size())
                .mapToObj(ALL::get)
                .distinct()
                .toList();
    }

    @Test
    void eachHasItOnce() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            eachHasItOnce(seed);
        }
    }

    private void eachHasItOnce(int seed) throws Exception {
        Random random = new Random(seed);
        Post post = new Post();
        MovableClock clock = new MovableClock();
        OutgoingQueue queue = queue(post, directory.resolve(Integer.toString(seed)), clock);
        ALIASES.forEach(alias -> post.aliases.put(alias, some(random)));
        List<String> recipients = some(random).stream()
                .filter(name -> post.resolver().leadsToSomebody(Address.parse(name), post.settings))
                .toList();
        USERS.stream()
                .filter(user -> random.nextBoolean())
                .forEach(user -> post.store.breaks(user, new IllegalStateException("broken")));

        List<String> again = deliver(post, recipients);
        USERS.forEach(post.store::mends);
        clock.advance(Duration.ofHours(1));
        queue.attemptDue();
        assertThat(queue.size()).as("seed %d", seed).isZero();
        assertThat(deliver(post, again)).as("seed %d", seed).isEmpty();

        Set<String> meant = meant(post, recipients);
        for (String user : USERS) {
            assertThat(post.mail(user, "INBOX"))
                    .as("%s, seed %d: %s to %s, again to %s", user, seed, post.aliases, recipients, again)
                    .hasSize(meant.contains(user) ? 1 : 0);
        }
        post.assertNoLeaks();
    }

    private static OutgoingQueue queue(Post post, Path files, MovableClock clock) {
        BounceSettings settings = new BounceSettings("mx.example.org", "daemon@mx.example.org", Optional.empty());
        OutgoingQueue queue = new OutgoingQueue(
                new QueueDirectory(files),
                new MailRoute(post.delivery, () -> settings),
                () -> settings,
                post.audit,
                clock);
        post.settlement(queue);
        return queue;
    }

    private static Set<String> meant(Post post, List<String> recipients) throws DeliveryException {
        Set<String> users = new TreeSet<>();
        for (String recipient : recipients) {
            for (Member member : post.resolver()
                    .resolve(Address.parse(recipient), post.settings)
                    .members()) {
                users.add(member.as(found -> found.user().address(), Forward::destination));
            }
        }
        return users;
    }

    /** Who is told to try again; all others are told that they have it. */
    private static List<String> deliver(Post post, List<String> recipients) {
        Address sender = Address.parse("sender@example.com");
        List<RecipientOutcome> outcomes = new ArrayList<>();
        try (Transaction open =
                post.delivery.begin(new Envelope(Origin.local("t1"), Optional.of(sender), OptionalLong.empty()))) {
            recipients.forEach(
                    name -> assertThat(open.addRecipient(Address.parse(name))).isEqualTo(Outcome.RECIPIENT_OK));
            open.write(ByteBuffer.wrap(MESSAGE));
            try (Distribution distribution = open.finish()) {
                while (distribution.hasNext()) {
                    outcomes.add(distribution.next());
                }
            }
        }
        assertThat(outcomes).extracting(RecipientOutcome::outcome).isSubsetOf(Outcome.DELIVERED, Outcome.TRY_AGAIN);
        return outcomes.stream()
                .filter(one -> !one.outcome().isSuccess())
                .map(RecipientOutcome::recipient)
                .toList();
    }
}
