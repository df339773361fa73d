package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.postern.store.MailStore;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;

/** The laws of the store, on files. */
final class MaildirStoreTest extends MaildirContract {
    private static final MaildirStore.Machine UNSYNCED =
            new MaildirStore.Machine(FaultyFiles.sound(), KernelLookout::open, Tuning.DEFAULT);

    @Override
    protected MailStore open(Path mail, StoreLimits limits, InstantSource clock) throws StoreException {
        MaildirSettings settings =
                MaildirSettings.of("test.example").withLimits(limits).withSummarizer(new SampleSummarizer(1));
        return MaildirStore.open(UNSYNCED, mail, settings, clock, new Random(1));
    }

    @AfterEach
    void theSpoolIsEmpty() throws IOException {
        for (Path mail : places()) {
            try (Stream<Path> left = Files.list(mail.resolve(".spool"))) {
                assertThat(left.map(Path::getFileName))
                        .allMatch(p -> p.toString().equals("markers"));
            }
        }
    }
}
