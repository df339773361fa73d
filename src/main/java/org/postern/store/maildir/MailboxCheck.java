package org.postern.store.maildir;

import java.io.IOException;
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
    private long octets;
    /** Whether {@link #octets} are those of all messages. */
    private boolean complete = true;

    MailboxCheck(AccountRoot root, CheckDepth depth) {
        this.root = root;
        this.env = root.env();
        this.depth = depth;
    }

    /** A mailbox, or what belongs to none. */
    private interface Part {
        List<Finding> look() throws IOException;

        void mend(List<Finding> findings) throws IOException, StoreException;
    }

    /** What is done with a part; returns the findings to tell. */
    private interface Way {
        List<Finding> go(Part part) throws IOException;
    }

    /** Changes nothing. */
    CheckReport look() throws IOException, StoreException {
        return run(Part::look);
    }

    CheckReport repair() throws IOException, StoreException {
        return run(MailboxCheck::repaired);
    }

    private CheckReport run(Way way) throws IOException, StoreException {
        if (env.files().stat(root.path()).isPresent()) {
            NavigableSet<MailboxName> names = root.names();
            for (MailboxName name : names) {
                mailbox(name, way);
            }
            findings.addAll(way.go(new OfAccount(names)));
        }
        return new CheckReport(mailboxes, messages, findings);
    }

    private void mailbox(MailboxName name, Way way) throws IOException, StoreException {
        if (!root.exists(name)) {
            return; // removed since it was listed, or never made
        }
        Folder folder = root.acquire(name);
        try {
            OfFolder part = new OfFolder(folder);
            List<Finding> found = way.go(part);
            findings.addAll(found);
            mailboxes++;
            messages += part.stored.messages();
            octets += part.stored.octets();
            complete &= found.stream().noneMatch(finding -> finding.kind() == Kind.NOT_READ);
        } finally {
            root.release(folder);
        }
    }

    /** A mailbox, and what the last look saw in it. */
    private final class OfFolder implements Part {
        private final Folder folder;
        private FolderSize stored = FolderSize.ZERO;

        OfFolder(Folder folder) {
            this.folder = folder;
        }

        @Override
        public List<Finding> look() {
            FolderCheck check = new FolderCheck(folder);
            List<Finding> found = check.run(depth);
            stored = check.stored();
            return found;
        }

        @Override
        public void mend(List<Finding> found) throws IOException, StoreException {
            new FolderRepair(folder, found).run();
        }
    }

    private final class OfAccount implements Part {
        private final NavigableSet<MailboxName> names;

        OfAccount(NavigableSet<MailboxName> names) {
            this.names = names;
        }

        private Optional<FolderSize> stored() {
            return complete ? Optional.of(new FolderSize(messages, octets)) : Optional.empty();
        }

        @Override
        public List<Finding> look() throws IOException {
            return new AccountCheck(root, stored()).run(names);
        }

        @Override
        public void mend(List<Finding> found) throws IOException {
            new AccountRepair(root, stored()).run(found);
        }
    }

    /**
     * What was found and is not found again is repaired. An index that could not be read may have hidden more, so what is
     * left is tried once more.
     */
    private static List<Finding> repaired(Part part) throws IOException {
        Map<Finding.Topic, Finding> all = new LinkedHashMap<>();
        List<Finding> left = part.look();
        for (int pass = 0; pass < PASSES && !left.isEmpty(); pass++) {
            left.forEach(finding -> all.put(finding.topic(), finding));
            left = afterRepair(part, left);
        }
        all.replaceAll((topic, finding) -> finding.repaired());
        left.forEach(finding -> all.put(finding.topic(), finding));
        return List.copyOf(all.values());
    }

    private static List<Finding> afterRepair(Part part, List<Finding> before) throws IOException {
        Findings failed = new Findings(before.get(0).mailbox());
        try {
            part.mend(before);
        } catch (StoreException e) {
            failed.add(Kind.NOT_READ, "cannot be repaired: " + e.getMessage());
        }
        failed.all().addAll(part.look());
        return failed.all();
    }
}
