package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.MailStore;
import org.postern.store.MailStoreContract;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;

/** The laws of the store, on files. */
final class MaildirStoreTest extends MailStoreContract {
    private static final MaildirStore.Machine UNSYNCED =
            new MaildirStore.Machine(FaultyFiles.sound(), KernelLookout::open, Tuning.DEFAULT);

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
        MaildirSettings settings =
                MaildirSettings.of("test.example").withLimits(limits).withSummarizer(new SampleSummarizer(1));
        MailStore store = MaildirStore.open(UNSYNCED, mail, settings, clock, new Random(1));
        places.put(store, mail);
        return store;
    }

    @AfterEach
    void theSpoolIsEmpty() throws IOException {
        for (Path mail : places.values()) {
            try (Stream<Path> left = Files.list(mail.resolve(".spool"))) {
                assertThat(left.map(Path::getFileName))
                        .allMatch(p -> p.toString().equals("markers"));
            }
        }
    }
}
