package org.postern.store.maildir;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the indexes by terms that searches have found wanting: some messages of one mailbox at a step, then some of the next.
 * Steps are taken by one thread, so each index has one writer. Whatever goes wrong, searches are slower for it and nothing
 * else.
 */
final class TermBuilder {
    /** Mailboxes that wait; who is turned away asks again. */
    private static final int MOST = 10_000;

    private final Surroundings env;
    private final TermRoom room;
    private final Set<Folder> wanted = new LinkedHashSet<>();
    private final Object working = new Object();
    private volatile boolean ended;
    private volatile @Nullable TermBatch batch;
    /** Whether trouble was told since the last batch that succeeded. */
    private boolean troubled;

    TermBuilder(Surroundings env) {
        this.env = env;
        this.room = new TermRoom(env);
    }

    void want(Folder folder) {
        synchronized (wanted) {
            if (!ended && wanted.size() < MOST) {
                wanted.add(folder);
            }
        }
    }

    private Optional<Folder> next() {
        synchronized (wanted) {
            Optional<Folder> first = wanted.stream().findFirst();
            first.ifPresent(wanted::remove);
            return first;
        }
    }

    /** To be called a few times a second, from one thread at a time. */
    void step() {
        synchronized (working) {
            Optional<Folder> folder = ended ? Optional.empty() : next();
            if (folder.isPresent()
                    && !env.clock().instant().isBefore(folder.get().terms().notBefore())) {
                work(folder.get());
            }
        }
    }

    private void work(Folder folder) {
        TermBatch now = new TermBatch(folder, env, room);
        batch = now;
        try {
            if (!ended && now.run() == TermBatch.End.MORE) {
                want(folder);
            }
            troubled = false;
        } catch (IOException e) {
            if (!ended && !folder.hasEnded()) {
                failed(folder, e);
            }
        } finally {
            batch = null;
        }
    }

    private void failed(Folder folder, IOException cause) {
        folder.terms()
                .pauseUntil(env.clock().instant().plus(env.tuning().terms().pause()));
        if (!troubled) {
            Log.termsNotWritten(folder.terms().path(), cause);
        }
        troubled = true;
    }

    /** Nothing is under way when this returns, and nothing begins any more. */
    void end() {
        ended = true;
        TermBatch now = batch;
        if (now != null) {
            now.stop();
        }
        synchronized (working) {
            next(); // whoever was at work has seen that it ended
        }
    }
}
