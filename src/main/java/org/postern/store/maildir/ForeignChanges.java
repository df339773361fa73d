package org.postern.store.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postern.store.StoreException;

/**
 * Keeps what is known of one mailbox true to its directories, that other programs change too, at the least cost that is
 * certain: nothing at all while the directories' times prove it; a look at the names the kernel told of, where a lookout
 * is kept; else reading the directories. Guarded by the mailbox's lock.
 */
final class ForeignChanges {
    private final FolderState state;
    private final Lookout lookout;
    private final Freshness freshness = new Freshness(System::nanoTime);
    private Optional<Lookout.Post> post = Optional.empty();
    /** The directories the post watches. */
    private List<Object> watched = List.of();

    ForeignChanges(FolderState state, Lookout lookout) {
        this.state = state;
        this.lookout = lookout;
    }

    private DirectoryTimes times() throws IOException {
        return DirectoryTimes.of(state.env().files(), state.folder());
    }

    /** After the index was read: looks, unless its mark proves that nothing changed since it was written, which is returned. */
    boolean begin(IndexFile.Found found, UidAdmission admission) throws IOException, StoreException {
        watchIfWorthIt(Interest.LISTED);
        DirectoryTimes now = times();
        if (found == IndexFile.Found.WHOLE && state.index().mark().equals(Optional.of(now))) {
            freshness.trust(now);
            return true;
        }
        read(now, admission);
        return false;
    }

    /** Whether somebody wants to be told, or only asks now and then. */
    enum Interest {
        LISTED,
        WATCHED
    }

    /** Everything that happened before this call is known when it returns. */
    void catchUp(Interest interest) throws IOException, StoreException {
        DirectoryTimes now = times();
        if (freshness.holds(now)) {
            return;
        }
        if (!watched.equals(keys())) {
            stopWatching();
        }
        boolean already = post.isPresent();
        watchIfWorthIt(interest);
        now = times();
        freshness.reading(now);
        if (!already || !followed()) {
            read(now, UidAdmission.NONE);
        }
    }

    private void watchIfWorthIt(Interest interest) throws IOException {
        boolean worth = interest == Interest.WATCHED || state.table().size() >= lookout.worthFrom();
        if (worth && post.isEmpty()) {
            watched = keys();
            post = lookout.watch(state.folder());
        }
    }

    private List<Object> keys() throws IOException {
        return DirectoryTimes.keys(state.env().files(), state.folder());
    }

    /**
     * Before changes of our own under so many names. Where those are more than a sight keeps, the directories will be read in
     * any case: then the kernel need not tell of each, which costs about a quarter of making them. The next {@link #catchUp}
     * watches again before it reads.
     */
    void expect(long names) {
        if (names > Sight.MOST) {
            stopWatching();
        }
    }

    private void stopWatching() {
        post.ifPresent(Lookout.Post::close);
        post = Optional.empty();
    }

    /** Whether what the kernel told was all, and could be taken up. */
    private boolean followed() throws IOException, StoreException {
        Sight sight = post.orElseThrow().sight();
        if (!lookout.settle()) {
            return false;
        }
        Sight.Seen seen = sight.take();
        if (!seen.complete()) {
            return false;
        }
        if (!new DirectoryScan(state).run(seen.names())) {
            sight.giveBack(seen);
            freshness.doubt();
        }
        return true;
    }

    private void read(DirectoryTimes now, UidAdmission admission) throws IOException, StoreException {
        freshness.reading(now);
        post.ifPresent(p -> p.sight().take());
        boolean done = false;
        try {
            done = new DirectoryScan(state).run(admission);
        } finally {
            if (!done) {
                freshness.doubt();
                post.ifPresent(p -> p.sight().lose());
            }
        }
    }

    /** Something is not where it should be: reads the directories whatever their times. */
    void search() throws IOException, StoreException {
        read(times(), UidAdmission.NONE);
    }

    /** Whether what is known is certainly what the directories hold now. */
    boolean isCertain() throws IOException {
        return freshness.holds(times());
    }

    void doubt() {
        freshness.doubt();
    }

    /** Whether listeners may have something to hear; cheap. */
    boolean isStirred() throws IOException {
        return post.isPresent() ? post.get().sight().isStirred() : !freshness.holds(times());
    }

    /** Ends watching and the index, which says so if it is certain that it is as the directories are. */
    void end() throws IOException {
        Optional<DirectoryTimes> certain = Optional.empty();
        try {
            certain = Optional.of(times()).filter(freshness::holds);
        } finally {
            state.caches().end();
            state.index().end(new IndexEnd(certain, FolderSize.of(state.snapshot())));
            stopWatching();
        }
    }
}
