package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.postern.store.MailboxName;
import org.postern.store.maildir.Finding.Kind;

/** Looks at what belongs to an account and to none of its mailboxes. Changes nothing. */
final class AccountCheck {
    private final AccountRoot root;
    private final Surroundings env;
    private final Optional<FolderSize> stored;
    private final Findings found = new Findings(Optional.empty());

    /** @param stored what all mailboxes hold on the disk; empty when one could not be looked at */
    AccountCheck(AccountRoot root, Optional<FolderSize> stored) {
        this.root = root;
        this.env = root.env();
        this.stored = stored;
    }

    /** @param names the mailboxes there are */
    List<Finding> run(NavigableSet<MailboxName> names) throws IOException {
        if (root.layout().isFlat()) {
            subscriptions(names);
            quotaFile();
        } else {
            found.add(
                    Kind.OTHER_LAYOUT, "lies as another server wants it; folders are looked at once it is opened here");
        }
        for (HeldFolder folder : root.holding().folders()) {
            held(folder.path());
        }
        return found.all();
    }

    private void subscriptions(NavigableSet<MailboxName> names) throws IOException {
        for (MailboxName name : Subscriptions.read(env.small(), root.path())) {
            if (!names.contains(name)) {
                found.add(Kind.SUBSCRIPTION, "is subscribed to " + name.path() + ", which does not exist");
            }
        }
        long odd = Subscriptions.oddLines(env.small(), root.path());
        if (odd > 0) {
            found.add(
                    Kind.ODD_LINES,
                    Subscriptions.FILE,
                    odd + " lines of subscriptions make no sense and are passed over");
        }
    }

    /** Nothing here keeps it right while others may count by it. */
    private void quotaFile() throws IOException {
        Optional<FolderSize> counted = QuotaFile.use(env.small(), root.path());
        boolean there = env.files().stat(root.path().resolve(QuotaFile.FILE)).isPresent();
        if (there && counted.isEmpty()) {
            found.add(Kind.QUOTA_FILE, QuotaFile.FILE, "has no sound line of limits");
        } else if (counted.isPresent() && stored.isPresent() && !counted.equals(stored)) {
            found.add(
                    Kind.QUOTA_FILE,
                    QuotaFile.FILE,
                    "counts " + UseCheck.text(counted.get()) + ", and there are " + UseCheck.text(stored.get()));
        }
    }

    private void held(Path directory) throws IOException {
        String name = Holding.DIRECTORY + "/" + directory.getFileName();
        if (env.files().stat(directory).filter(FileLayer.Stat::isDirectory).isEmpty()) {
            found.add(Kind.HELD, name, "is no directory of held messages");
            return;
        }
        if (HeldNote.read(env.small(), directory).isEmpty()) {
            found.add(Kind.HELD, name, "does not say which mailbox its messages left; they would go back to INBOX");
        }
        boolean deleted =
                HeldName.second(String.valueOf(directory.getFileName())).isPresent();
        for (String file : deleted ? List.<String>of() : env.files().list(directory)) {
            if (!file.equals(HeldNote.FILE) && HeldName.parse(file).isEmpty()) {
                found.add(Kind.HELD, name + "/" + file, "is no held message");
            }
        }
    }
}
