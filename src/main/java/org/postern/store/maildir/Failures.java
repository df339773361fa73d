package org.postern.store.maildir;

import java.io.IOException;
import java.util.Locale;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** Turns what the file system says into the store's vocabulary; the only place that does. */
final class Failures {
    private Failures() {}

    /** DISK_FULL for a full disk or an exceeded file-system quota, UNAVAILABLE for all else. */
    static StoreException of(String doing, IOException cause) {
        String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = reason.contains("no space left") || reason.contains("quota exceeded");
        return new StoreException(full ? Problem.DISK_FULL : Problem.UNAVAILABLE, doing + ": " + cause, cause);
    }
}
