package org.postern.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has duties done in all accounts, round after round, in order of their names, a few at a step. Invariant: an account is
 * passed over by a restart no more than once, for how far a round has come is kept. Between steps nothing of an account is
 * in memory.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final Supplier<? extends Collection<UserName>> users;
    private final MailStore store;
    private final List<Duty> duties;
    private final Bookmark bookmark;
    private final InstantSource clock;
    private final Pace pace;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * How fast.
     *
     * @param round from the beginning of one to that of the next, when all goes well
     * @param step how often {@link #step} is called
     * @param atLeast accounts a step, so that few accounts are done soon
     */
    public record Pace(Duration round, Duration step, int atLeast) {
        public static final Pace DEFAULT = new Pace(Duration.ofHours(6), Duration.ofSeconds(30), 5);

        private long accounts(int all) {
            long steps = Math.max(1, round.dividedBy(step));
            return Math.max(atLeast, (all + steps - 1) / steps);
        }
    }

    /**
     * How far a round has come.
     *
     * @param begun when it began
     * @param last the last account that was looked at; empty before the first
     * @param over whether that was the last of all
     */
    public record Progress(Instant begun, Optional<String> last, boolean over) {}

    /** Keeps progress over restarts; may lose it, and then a round begins anew. */
    public interface Bookmark {
        Optional<Progress> read();

        void write(Progress progress);
    }

    /** Looks at nothing yet; {@code users} are those who have an account, and {@link MailStore#PUBLIC}. */
    public Sweeper(
            Supplier<? extends Collection<UserName>> users,
            MailStore store,
            List<Duty> duties,
            Bookmark bookmark,
            InstantSource clock,
            Pace pace) {
        this.users = users;
        this.store = store;
        this.duties = List.copyOf(duties);
        this.bookmark = bookmark;
        this.clock = clock;
        this.pace = pace;
    }

    /** Looks at the next few accounts, if it is time. Blocks; one at a time. */
    public synchronized void step() {
        Instant now = clock.instant();
        Optional<Progress> kept = bookmark.read();
        Progress round =
                kept.filter(progress -> !isDue(progress, now)).orElse(new Progress(now, Optional.empty(), false));
        if (round.over() || ended.get()) {
            return;
        }
        Collection<UserName> all = users.get();
        if (all.isEmpty()) {
            return; // which also says that they are not known now
        }
        List<UserName> next = all.stream()
                .filter(user -> round.last()
                        .map(last -> user.address().compareTo(last) > 0)
                        .orElse(true))
                .sorted()
                .limit(pace.accounts(all.size()))
                .toList();
        Optional<String> last = round.last();
        for (UserName user : next) {
            if (ended.get()) {
                break;
            }
            look(user);
            last = Optional.of(user.address());
        }
        bookmark.write(new Progress(round.begun(), last, next.isEmpty()));
    }

    /** A round that began in the future was begun by a clock that has been set back. */
    private boolean isDue(Progress progress, Instant now) {
        return progress.begun().isAfter(now)
                || (progress.over() && !progress.begun().plus(pace.round()).isAfter(now));
    }

    private void look(UserName user) {
        List<Duty> concerned =
                duties.stream().filter(duty -> duty.concerns(user)).toList();
        if (concerned.isEmpty()) {
            return; // and the account is not opened
        }
        try {
            Account account = account(store, user);
            for (Duty duty : concerned) {
                long unused = duty.perform(account);
            }
        } catch (StoreException | RuntimeException e) {
            LOG.warn("what is too old in the mailboxes of {} stays for now", user, e);
        }
    }

    /** An account as retention changes it, also that of public folders. */
    public static Account account(MailStore store, UserName owner) throws StoreException {
        return owner.equals(MailStore.PUBLIC)
                ? store.publicFolders(Actor.retention())
                : store.open(owner, Actor.retention());
    }

    /** When this returns no step is under way, and none does anything any more. */
    public void end() {
        ended.set(true);
        awaitStep();
    }

    private synchronized void awaitStep() {
        // whoever has the monitor has seen that this has ended
    }
}
