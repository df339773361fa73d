package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.postern.store.StoreException;
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
        PathLocks locks,
        BlockCache blocks) {

    static final String SPOOL = ".spool";

    /** Makes the directories where there are none, and empties the spool of what a killed process left. */
    static Surroundings open(
            MaildirStore.Machine machine,
            Path mail,
            MaildirSettings settings,
            InstantSource clock,
            RandomGenerator random)
            throws StoreException {
        FileLayer files = machine.files();
        SmallFiles small = new SmallFiles(files);
        UniqueNames names = UniqueNames.sinceBoot(files, clock, random, settings.hostname());
        Path spool = mail.resolve(SPOOL);
        try {
            files.makeDirectory(mail);
            files.makeDirectory(spool);
            for (String left : files.list(spool)) {
                small.deleteTree(spool.resolve(left));
            }
        } catch (IOException e) {
            throw Failures.of("opening " + mail, e);
        }
        Lookout lookout = machine.lookouts().open(files, spool);
        Tuning tuning = machine.tuning();
        BlockCache blocks =
                new BlockCache(tuning.blocks().size(), tuning.blocks().most());
        return new Surroundings(files, small, lookout, mail, settings, tuning, clock, names, new PathLocks(), blocks);
    }

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
