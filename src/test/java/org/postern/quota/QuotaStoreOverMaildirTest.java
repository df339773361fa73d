package org.postern.quota;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;

final class QuotaStoreOverMaildirTest extends QuotaStoreContract {
    @TempDir
    private Path mail;

    @Override
    protected MailStore inside() throws StoreException {
        return MaildirStore.open(mail, MaildirSettings.of("test.example"), Clock.systemUTC(), new Random(1));
    }
}
