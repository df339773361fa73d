package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.postern.store.IdFormat;

/** The account file as all handles of an account share it: read and changed under a lock of its own, taken last. */
final class SharedAccountFile implements FolderLoader.OfAccount {
    private final Surroundings env;
    private final Path account;

    SharedAccountFile(Surroundings env, Path account) {
        this.env = env;
        this.account = account;
    }

    synchronized AccountFile read() throws IOException {
        return AccountFile.read(env.small(), account).orElse(AccountFile.EMPTY);
    }

    synchronized AccountFile change(UnaryOperator<AccountFile> change) throws IOException {
        AccountFile changed = change.apply(read());
        env.small().replace(account.resolve(AccountFile.FILE), changed.text());
        return changed;
    }

    /** A UIDVALIDITY no mailbox of this account ever had. */
    @Override
    public long next() throws IOException {
        long now = env.clock().instant().getEpochSecond();
        return change(f -> f.withNextUidValidity(now)).lastUidValidity();
    }

    @Override
    public IdFormat ids() throws IOException {
        return read().ids();
    }

    @Override
    public void taken(long uidValidity) throws IOException {
        if (read().lastUidValidity() < uidValidity) {
            change(f -> f.withUidValidityTaken(uidValidity));
        }
    }
}
