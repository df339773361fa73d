package org.postern.store.maildir;

import java.util.HashSet;
import java.util.Set;

/** Names that came or went in one mailbox's directories, as the kernel told. Thread-safe. */
final class Sight {
    /**
     * What happened since the last time somebody asked.
     *
     * @param complete false when the kernel told too much to keep: then anything may have happened
     */
    record Seen(Set<MessageFile> names, boolean complete) {}

    /** More than these cost as much as reading the directories. */
    static final int MOST = 8192;

    private Set<MessageFile> names = new HashSet<>();
    private boolean complete = true;

    synchronized void add(FilePlace place, String name) {
        if (names.size() < MOST) {
            names.add(new MessageFile(place, name));
        } else {
            complete = false;
        }
    }

    synchronized void lose() {
        complete = false;
    }

    synchronized boolean isStirred() {
        return !complete || !names.isEmpty();
    }

    synchronized Seen take() {
        Seen seen = new Seen(names, complete);
        names = new HashSet<>();
        complete = true;
        return seen;
    }

    synchronized void giveBack(Seen seen) {
        names.addAll(seen.names());
        complete &= seen.complete();
    }
}
