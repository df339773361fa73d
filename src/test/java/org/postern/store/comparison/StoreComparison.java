package org.postern.store.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.postern.Property;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.UserName;

/** Runs random steps on a model and a subject and compares word by word; see the package for what is not compared. */
public final class StoreComparison {
    /** Closes a store and opens another on what it left. */
    public interface Restart {
        MailStore of(MailStore before) throws Exception;
    }

    /** Does something to what a store keeps for speed alone. */
    public interface Harm {
        void on(MailStore store, Random random) throws Exception;
    }

    private final Callable<? extends MailStore> model;
    private final Callable<? extends MailStore> subject;
    private final Restart restart;
    private final How how;

    /**
     * Both make a fresh, empty store at each call, with the same limits; the comparison closes them. Only the subject is
     * restarted.
     */
    public StoreComparison(
            Callable<? extends MailStore> model, Callable<? extends MailStore> subject, Restart restart) {
        this(model, subject, restart, new How(1, StoreWorld.Recent.KEPT, (store, random) -> {}));
    }

    /** How often everything is looked at, whether a restart may lose what is recent, what happens to the subject's files. */
    private record How(int every, StoreWorld.Recent recent, Harm harm) {}

    private StoreComparison(
            Callable<? extends MailStore> model, Callable<? extends MailStore> subject, Restart restart, How how) {
        this.model = model;
        this.subject = subject;
        this.restart = restart;
        this.how = how;
    }

    /** The same, looking at everything after every so many steps; each step's own answer is compared all the same. */
    public StoreComparison lookingEvery(int steps) {
        return new StoreComparison(model, subject, restart, new How(steps, how.recent(), how.harm()));
    }

    /** The same, with restarts that lose which messages are recent, as the loss of an index does. */
    public StoreComparison forgettingRecent() {
        return new StoreComparison(
                model, subject, restart, new How(how.every(), StoreWorld.Recent.CLAIMED, how.harm()));
    }

    /** The same, with a subject that is harmed now and then. */
    public StoreComparison harming(Harm harm) {
        return new StoreComparison(model, subject, restart, new How(how.every(), how.recent(), harm));
    }

    /** Octets of the largest small message among so many steps; half of the messages are small. */
    public static int small(int steps) {
        return StepMaker.small(steps);
    }

    /** Runs {@code count} steps for each seed from 1 on; a failure names its seed and the fewest steps that show it. */
    public void run(int seeds, int count) {
        Property.holds(seeds, random -> StepMaker.steps(random, count), this::compare);
    }

    private void compare(List<Step> steps) throws Exception {
        try (StoreWorld one = new StoreWorld(model.call(), before -> before, how.recent(), (store, random) -> {});
                StoreWorld other = new StoreWorld(subject.call(), restart, how.recent(), how.harm())) {
            assertThat(other.state()).isEqualTo(one.state());
            int done = 0;
            for (Step step : steps) {
                String words = words(step, one);
                assertThat(words(step, other)).as("answer to %s", step).isEqualTo(words);
                if (++done % how.every() == 0 || done == steps.size()) {
                    assertThat(other.state()).as("state after %s", step).isEqualTo(one.state());
                }
            }
            for (UserName user : StoreWorld.USERS) {
                assertThat(checksums(other.store(), user)).isEqualTo(checksums(one.store(), user));
            }
        }
    }

    private static String words(Step step, StoreWorld world) throws Exception {
        try {
            return step.run(world);
        } catch (StoreException e) {
            return "NO " + e.problem();
        }
    }

    private static List<Long> checksums(MailStore store, UserName user) throws Exception {
        return StoreInvariants.check(store.open(user)).stream()
                .flatMap(box -> box.rows().stream())
                .map(StoreInvariants.Row::checksum)
                .toList();
    }
}
