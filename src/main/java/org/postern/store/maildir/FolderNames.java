package org.postern.store.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** Mailbox names as Maildir++ directory names: {@code Work/2026} is {@code .Work.2026}; INBOX is the root itself. */
final class FolderNames {
    /** What Linux file systems take for one name, in octets; these names are ASCII. */
    private static final int LONGEST = 255;

    private FolderNames() {}

    /**
     * The directory's name, empty for INBOX.
     *
     * @throws StoreException INVALID_NAME when it would be longer than the file system takes
     */
    static String directory(MailboxName name) throws StoreException {
        if (name.isInbox()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        name.levels().forEach(level -> out.append('.').append(ModifiedUtf7.encode(level)));
        if (out.length() > LONGEST) {
            throw new StoreException(Problem.INVALID_NAME, "mailbox name too long for the file system");
        }
        return out.toString();
    }

    /** The mailbox a directory in an account's root would be; empty when its name is none that we could write. */
    static Optional<MailboxName> mailbox(String directory) {
        if (directory.length() < 2 || directory.charAt(0) != '.') {
            return Optional.empty();
        }
        List<String> levels = new ArrayList<>();
        for (int from = 1; from <= directory.length(); ) {
            int dot = directory.indexOf('.', from);
            int end = dot < 0 ? directory.length() : dot;
            Optional<String> level = ModifiedUtf7.decode(directory.substring(from, end));
            if (level.isEmpty()) {
                return Optional.empty();
            }
            levels.add(level.get());
            from = end + 1;
        }
        return checked(String.join("/", levels), directory);
    }

    /** "inbox" in another spelling is a directory of its own on disk, which no mailbox name reaches. */
    private static Optional<MailboxName> checked(String path, String directory) {
        try {
            MailboxName name = new MailboxName(path);
            return !name.isInbox() && directory(name).equals(directory) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException | StoreException e) {
            return Optional.empty();
        }
    }
}
