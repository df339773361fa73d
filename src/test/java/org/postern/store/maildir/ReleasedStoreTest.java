package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;

/**
 * The laws of the store once more, where each restart is a release to another server, which knows no index of ours, and
 * an adoption: after every law all is what clients knew, and folders were nested in between.
 */
final class ReleasedStoreTest extends MaildirContract {
    private static final MaildirStore.Machine UNSYNCED =
            new MaildirStore.Machine(FaultyFiles.sound(), KernelLookout::open, Tuning.DEFAULT);

    @Override
    protected MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) throws Exception {
        if (before != store()) { // the random comparison also counts what is recent: there a restart is only that
            return super.restarted(before, limits, clock);
        }
        Path mail = place(before);
        MaildirStore store = (MaildirStore) before;
        for (var user : List.of(ALICE, BOB)) {
            store.open(user);
            Path root = mail.resolve(user.domain()).resolve(user.localPart());
            Path account = root.resolve(AccountFile.FILE);
            AccountFile nested = AccountFile.parse(Files.readAllLines(account)).withLayout(MaildirLayout.NESTED);
            Files.writeString(account, nested.text());
            store.administration().release(user, StorageUse.unlimited(0, 0));
        }
        before.close();
        forget(mail);
        return opened(mail, limits, clock);
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

    @Override
    protected MailStore open(Path mail, StoreLimits limits, InstantSource clock) throws StoreException {
        return MaildirStore.open(
                UNSYNCED, mail, MaildirSettings.of("test.example").withLimits(limits), clock, new Random(1));
    }
}
