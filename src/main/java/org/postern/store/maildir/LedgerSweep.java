package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * Holds the ledgers of all accounts against their files, once a day: a few accounts a step, in use or not. What differs is mended
 * and told once. One thread at a time.
 */
final class LedgerSweep {
    static final Duration EVERY = Duration.ofDays(1);
    /** Accounts of a step. */
    private static final int STEP = 10;

    private final AccountRoots accounts;
    private final Surroundings env;
    private final AccountWalk walk;
    private Instant nextRound = Instant.MIN;

    LedgerSweep(AccountRoots accounts, Surroundings env) {
        this.accounts = accounts;
        this.env = env;
        this.walk = new AccountWalk(env);
    }

    void step() {
        try {
            Instant now = env.clock().instant();
            if (walk.isAtEnd()) {
                if (now.isBefore(nextRound)) {
                    return;
                }
                nextRound = now.plus(EVERY);
                walk.begin();
            }
            for (int n = 0; n < STEP && !walk.isAtEnd(); n++) {
                walk.next().ifPresent(this::check);
            }
        } catch (IOException e) {
            Log.notWalked(env.mail(), e);
        }
    }

    /** One that fails is told of, and does not keep the others from being looked at. */
    private void check(Path account) {
        try {
            Optional<UserName> user = user(account);
            boolean has = env.files().stat(account.resolve(LedgerFile.FILE)).isPresent();
            if (has && user.isPresent()) {
                recount(accounts.ofUser(user.get()));
            }
        } catch (IOException | StoreException e) {
            Log.notCompared(account, e);
        }
    }

    private static void recount(AccountRoot root) throws IOException, StoreException {
        root.requireStoreOpen();
        if (root.layout().isFlat()) {
            root.usage().recount();
        }
    }

    private static Optional<UserName> user(Path account) {
        Optional<String> local = PathNames.decode(String.valueOf(account.getFileName()));
        Optional<String> domain =
                PathNames.decode(String.valueOf(SmallFiles.parent(account).getFileName()));
        try {
            return local.flatMap(l -> domain.map(d -> UserName.of(l + "@" + d)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no user has such a name
        }
    }
}
