package org.postern.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;
import org.postern.store.StoreLimits;

/** What every part of the backend works with. {@code mail} is the root of all accounts. */
record Surroundings(
        FileLayer files,
        SmallFiles small,
        Lookout lookout,
        Path mail,
        MaildirSettings settings,
        Tuning tuning,
        InstantSource clock,
        UniqueNames names,
        PathLocks locks) {

    static final String SPOOL = ".spool";

    StoreLimits limits() {
        return settings.limits();
    }

    /** Where messages are received and directories made before they are renamed into place, and removed after. */
    Path spool() {
        return mail.resolve(SPOOL);
    }

    /** A path in the spool that nobody else has. */
    Path scratch() {
        return spool().resolve(names.next());
    }
}
