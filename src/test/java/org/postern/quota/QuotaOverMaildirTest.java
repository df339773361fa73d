package org.postern.quota;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.MailStore;
import org.postern.store.MailStoreContract;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;

/** The laws hold as the server runs: quotas around files. */
final class QuotaOverMaildirTest extends MailStoreContract {
    @TempDir
    private Path temporary;

    private final Map<MailStore, Path> places = new HashMap<>();

    @Override
    protected MailStore create(StoreLimits limits, InstantSource clock) throws StoreException {
        return open(temporary.resolve("mail" + places.size()), limits, clock);
    }

    @Override
    protected MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) throws StoreException {
        before.close();
        return open(Objects.requireNonNull(places.get(before)), limits, clock);
    }

    private MailStore open(Path mail, StoreLimits limits, InstantSource clock) throws StoreException {
        MailStore files =
                MaildirStore.open(mail, MaildirSettings.of("test.example").withLimits(limits), clock, new Random(1));
        Allowance much = Allowance.ofOctets(1L << 40);
        QuotaLimits quotas = new FixedLimits().user(ALICE, much).domain("example.org", much);
        MailStore store = new QuotaStore(files, quotas, QuotaListener.NONE);
        places.put(store, mail);
        return store;
    }
}
