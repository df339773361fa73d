package org.postern.store.maildir;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A tree of another server that lies elsewhere.
 *
 * @param tree its INBOX, absolute
 * @param layout of its folders; empty: found out
 */
public record AdoptionSource(Path tree, Transfer transfer, Optional<MaildirLayout> layout) {
    /** What becomes of the files there. */
    public enum Transfer {
        /** They stay, and are independent of the copies. */
        COPY,
        /** They stay; messages are the same files under two names. */
        LINK,
        /** The whole tree is renamed. */
        MOVE
    }
}
