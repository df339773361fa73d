package org.postern.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.MailStore;
import org.postern.store.MailStoreContract;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;

/** The laws of the store, on files; a restart opens the same directory again. */
public abstract class MaildirContract extends MailStoreContract {
    @TempDir
    private Path temporary;

    private final Map<MailStore, Path> places = new HashMap<>();

    protected abstract MailStore open(Path mail, StoreLimits limits, InstantSource clock) throws StoreException;

    @Override
    protected final MailStore create(StoreLimits limits, InstantSource clock) throws StoreException {
        return opened(temporary.resolve("mail" + places.size()), limits, clock);
    }

    @Override
    protected MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) throws Exception {
        before.close();
        return opened(place(before), limits, clock);
    }

    final MailStore opened(Path mail, StoreLimits limits, InstantSource clock) throws StoreException {
        MailStore store = open(mail, limits, clock);
        places.put(store, mail);
        return store;
    }

    protected final Path place(MailStore store) {
        return Objects.requireNonNull(places.get(store));
    }

    protected final Collection<Path> places() {
        return places.values();
    }
}
