package org.postern.store.maildir;

import java.nio.file.Path;

/** Locks by path, a fixed number of them, so that who works on the same directory shares one. */
final class PathLocks {
    private static final int LOCKS = 64;

    private final Object[] locks = new Object[LOCKS];

    PathLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    Object of(Path path) {
        return locks[Math.floorMod(path.hashCode(), LOCKS)];
    }
}
