package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.MailStoreContract;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;

/**
 * The laws of the store once more, where each restart is a release to another server, which knows no index of ours, and
 * an adoption: after every law all is what clients knew, and folders were nested in between.
 */
final class ReleasedStoreTest extends MailStoreContract {
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
    protected MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) throws Exception {
        Path mail = Objects.requireNonNull(places.get(before));
        if (before != store()) { // the random comparison also counts what is recent: there a restart is only that
            before.close();
            return open(mail, limits, clock);
        }
        MaildirStore store = (MaildirStore) before;
        for (var user : List.of(ALICE, BOB)) {
            store.open(user);
            Path root = mail.resolve(user.domain()).resolve(user.localPart());
            Path account = root.resolve(AccountFile.FILE);
            AccountFile nested = AccountFile.parse(Files.readAllLines(account)).withLayout(MaildirLayout.NESTED);
            Files.writeString(account, nested.text());
            store.release(user, StorageUse.unlimited(0, 0));
        }
        before.close();
        forget(mail);
        return open(mail, limits, clock);
    }

    /** What is recent, no other server is told. */
    @Override
    protected void settle() throws StoreException {
        for (var user : List.of(ALICE, BOB)) {
            Account account = store().open(user);
            for (MailboxEntry entry : account.mailboxes()) {
                if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                    try (Mailbox mailbox = account.open(entry.name())) {
                        mailbox.refresh();
                        mailbox.claimRecent();
                    }
                }
            }
        }
    }

    /** What an identity says of the list is gone: it is taken in as if another server had written it. */
    private static void forget(Path mail) throws IOException {
        try (Stream<Path> all = Files.walk(mail)) {
            for (Path file : all.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.equals(IndexFile.FILE)) {
                    Files.delete(file);
                } else if (name.equals(Identity.FILE)) {
                    Files.writeString(file, Files.readString(file).replaceAll("uidlist .*\n", ""));
                }
            }
        }
    }

    private MailStore open(Path mail, StoreLimits limits, InstantSource clock) throws StoreException {
        MailStore store = MaildirStore.open(
                UNSYNCED, mail, MaildirSettings.of("test.example").withLimits(limits), clock, new Random(1));
        places.put(store, mail);
        return store;
    }
}
