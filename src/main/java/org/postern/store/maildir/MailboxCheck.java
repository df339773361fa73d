package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.maildir.Finding.Kind;

/**
 * Compares all there is of an account with all that is kept about it, and mends it if that is wanted. A mailbox is held
 * still while its names are looked at, as for opening it; the account is not.
 */
final class MailboxCheck {
    private static final int PASSES = 2;

    private final AccountRoot root;
    private final Surroundings env;
    private final CheckDepth depth;
    private final List<Finding> findings = new ArrayList<>();
    private long mailboxes;
    private long messages;

    MailboxCheck(AccountRoot root, CheckDepth depth) {
        this.root = root;
        this.env = root.env();
        this.depth = depth;
    }

    /** What is done with the findings of one mailbox. */
    private interface Then {
        List<Finding> of(Folder folder, List<Finding> before) throws IOException, StoreException;
    }

    /** Changes nothing. */
    CheckReport look() throws IOException, StoreException {
        return run((folder, before) -> before);
    }

    CheckReport repair() throws IOException, StoreException {
        return run(this::repaired);
    }

    private CheckReport run(Then then) throws IOException, StoreException {
        if (env.files().stat(root.path()).isPresent()) {
            NavigableSet<MailboxName> names = root.names();
            for (MailboxName name : names) {
                mailbox(name, then);
            }
            account(names);
        }
        return new CheckReport(mailboxes, messages, findings);
    }

    private void mailbox(MailboxName name, Then then) throws IOException, StoreException {
        if (!root.exists(name)) {
            return; // removed since it was listed, or never made
        }
        Folder folder = root.acquire(name);
        try {
            mailboxes++;
            FolderCheck check = new FolderCheck(folder);
            findings.addAll(then.of(folder, check.run(depth)));
            messages += check.messages();
        } finally {
            root.release(folder);
        }
    }

    /**
     * What was found and is not found again is repaired. An index that could not be read may have hidden more, so what is
     * left is tried once more.
     */
    private List<Finding> repaired(Folder folder, List<Finding> first) throws IOException {
        Map<Finding.Topic, Finding> all = new LinkedHashMap<>();
        List<Finding> left = first;
        for (int pass = 0; pass < PASSES && !left.isEmpty(); pass++) {
            left.forEach(finding -> all.put(finding.topic(), finding));
            left = afterRepair(folder, left);
        }
        all.replaceAll((topic, finding) -> finding.repaired());
        left.forEach(finding -> all.put(finding.topic(), finding));
        return List.copyOf(all.values());
    }

    private List<Finding> afterRepair(Folder folder, List<Finding> before) throws IOException {
        Findings failed = new Findings(Optional.of(folder.name()));
        try {
            new FolderRepair(folder, before).run();
        } catch (StoreException e) {
            failed.add(Kind.NOT_READ, "cannot be repaired: " + e.getMessage());
        }
        failed.all().addAll(new FolderCheck(folder).run(depth));
        return failed.all();
    }

    private void account(NavigableSet<MailboxName> names) throws IOException {
        Findings found = new Findings(Optional.empty());
        if (!root.isFlat()) {
            found.add(
                    Kind.OTHER_LAYOUT, "lies as another server wants it; folders are looked at once it is opened here");
        } else {
            for (MailboxName name : Subscriptions.read(env.small(), root.path())) {
                if (!names.contains(name)) {
                    found.add(Kind.SUBSCRIPTION, "is subscribed to " + name.path() + ", which does not exist");
                }
            }
        }
        for (HeldFolder folder : root.holding().folders()) {
            held(folder.path(), found);
        }
        findings.addAll(found.all());
    }

    private void held(Path directory, Findings found) throws IOException {
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
