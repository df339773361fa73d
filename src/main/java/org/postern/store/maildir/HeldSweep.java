package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goes through all accounts, also those that nobody uses, and removes what was held too long: a few accounts a step, all of
 * them every few hours. When the disk is short it goes through all of them at once, and removes what left first, of whatever
 * account, until enough is free or nothing is held. One thread at a time; between rounds it keeps nothing in memory.
 */
final class HeldSweep {
    private final Surroundings env;
    private final Tuning.Purging pace;
    private final AccountWalk walk;
    private Instant nextRound = Instant.MIN;
    /** When a short disk makes it worthwhile again to read everything. */
    private Instant nextLook = Instant.MIN;

    HeldSweep(Surroundings env) {
        this.env = env;
        this.pace = env.tuning().held();
        this.walk = new AccountWalk(env);
    }

    void step() {
        try {
            long missing = missing();
            Instant now = env.clock().instant();
            if (missing > 0 && !now.isBefore(nextLook)) {
                nextLook = now.plus(pace.lookAgain()); // also when it fails
                if (makeRoom(missing) > 0) {
                    nextLook = now;
                }
            } else {
                goOn();
            }
        } catch (IOException e) {
            Log.purgeFailed(env.mail(), e);
        }
    }

    /** How many octets must become free until the disk is not short any more. */
    private long missing() throws IOException {
        return pace.missing(env.files().space(env.mail()));
    }

    private void goOn() throws IOException {
        Instant now = env.clock().instant();
        if (walk.isAtEnd()) {
            if (now.isBefore(nextRound)) {
                return;
            }
            nextRound = now.plus(pace.sweepEvery());
            walk.begin();
        }
        for (int n = 0; n < pace.sweepStep() && !walk.isAtEnd(); n++) {
            walk.next().ifPresent(account -> purge(account, Instant.MIN));
        }
    }

    /** One account that fails must not keep the others from being looked at. Returns how many files were removed. */
    private int purge(Path account, Instant before) {
        try {
            Holding holding = Holding.at(env, account);
            Instant oldest = holding.oldest();
            return holding.purge(before.isAfter(oldest) ? before : oldest, Integer.MAX_VALUE);
        } catch (IOException e) {
            Log.purgeFailed(account, e);
            return 0;
        }
    }

    /** First finds out what left when, then removes as much of the oldest as is missing. Returns how many files. */
    private long makeRoom(long missing) throws IOException {
        TreeMap<Instant, Long> octetsByHour = new TreeMap<>();
        List<Path> holders = new ArrayList<>();
        for (String domain : env.files().list(env.mail())) {
            for (Path account : AccountWalk.accountsOf(env, domain)) {
                if (count(account, octetsByHour)) {
                    holders.add(account);
                }
            }
        }
        long freed = 0;
        Instant before = Instant.MIN;
        for (var hour : octetsByHour.entrySet()) {
            if (freed >= missing) {
                break;
            }
            freed += hour.getValue();
            before = hour.getKey().plus(1, ChronoUnit.HOURS);
        }
        if (!octetsByHour.isEmpty()) {
            Log.shortOfSpace(env.mail(), before);
        }
        long removed = 0;
        for (Path account : holders) {
            removed += purge(account, before);
        }
        return removed;
    }

    /** Returns whether the account holds anything that can be looked at. */
    private boolean count(Path account, Map<Instant, Long> octetsByHour) {
        try {
            List<HeldFolder> folders = Holding.at(env, account).folders();
            for (HeldFolder folder : folders) {
                count(folder, octetsByHour);
            }
            return !folders.isEmpty();
        } catch (IOException e) {
            Log.purgeFailed(account, e);
            return false;
        }
    }

    /** What cannot be counted is told of when it cannot be purged either. */
    private void count(HeldFolder folder, Map<Instant, Long> octetsByHour) {
        try {
            folder.census((at, octets) -> octetsByHour.merge(at.truncatedTo(ChronoUnit.HOURS), octets, Long::sum));
        } catch (IOException e) {
            // Holding.purge meets it again, and logs.
        }
    }
}
