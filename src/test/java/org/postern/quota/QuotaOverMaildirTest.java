package org.postern.quota;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.maildir.MaildirContract;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;

/** The laws hold as the server runs: quotas around files. */
final class QuotaOverMaildirTest extends MaildirContract {
    @Override
    protected MailStore open(Path mail, StoreLimits limits, InstantSource clock) throws StoreException {
        MailStore files =
                MaildirStore.open(mail, MaildirSettings.of("test.example").withLimits(limits), clock, new Random(1));
        Allowance much = Allowance.ofOctets(1L << 40);
        QuotaLimits quotas = new FixedLimits().user(ALICE, much).domain("example.org", much);
        return new QuotaStore(files, quotas, QuotaListener.NONE);
    }
}
