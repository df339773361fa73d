package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/**
 * Courier from version 5 on names Maildir++ directories in UTF-8, where others, and we, have modified UTF-7. Renames them
 * and back; each by itself, so that either way goes on where it was interrupted. Called while nobody has a mailbox open.
 */
final class CourierFolders {
    private final Surroundings env;
    private final Path root;
    private final List<String> odd = new ArrayList<>();

    CourierFolders(Surroundings env, Path root) {
        this.env = env;
        this.root = root;
    }

    /** Whether Courier was here and gave such names. */
    boolean areThere() throws IOException {
        boolean courier = env.files().stat(root.resolve(UidList.COURIER)).isPresent();
        for (String name : courier ? env.files().list(root) : List.<String>of()) {
            if (isFolder(name) && name.chars().anyMatch(c -> c > 0x7E)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFolder(String name) throws IOException {
        return name.charAt(0) == '.'
                && env.files()
                        .stat(root.resolve(name).resolve(FilePlace.CUR.directory()))
                        .filter(FileLayer.Stat::isDirectory)
                        .isPresent();
    }

    /** Returns sentences about what stays as it is. */
    List<String> encode() throws IOException {
        for (String name : env.files().list(root)) {
            if (FolderNames.mailbox(name).isEmpty() && isFolder(name)) {
                rename(name, encoded(name));
            }
        }
        env.files().syncDirectory(root);
        return List.copyOf(odd);
    }

    private static Optional<String> encoded(String name) {
        try {
            MailboxName mailbox = new MailboxName(name.substring(1).replace('.', MailboxName.SEPARATOR));
            boolean decoded = name.indexOf('\uFFFD') < 0 && !mailbox.isInbox();
            return decoded ? Optional.of(FolderNames.directory(mailbox)) : Optional.empty();
        } catch (IllegalArgumentException | StoreException e) {
            return Optional.empty();
        }
    }

    /** Returns sentences about what stays as it is. */
    List<String> decode() throws IOException {
        for (String name : env.files().list(root)) {
            Optional<MailboxName> mailbox = FolderNames.mailbox(name);
            if (mailbox.isPresent() && name.indexOf('&') >= 0 && isFolder(name)) {
                boolean dotted = mailbox.get().path().indexOf('.') >= 0;
                rename(name, dotted ? Optional.empty() : Optional.of(decoded(mailbox.get())));
            }
        }
        env.files().syncDirectory(root);
        return List.copyOf(odd);
    }

    static String decoded(MailboxName name) {
        return "." + name.path().replace(MailboxName.SEPARATOR, '.');
    }

    private void rename(String name, Optional<String> to) throws IOException {
        if (to.isPresent() && env.files().stat(root.resolve(to.get())).isEmpty()) {
            env.files().rename(root.resolve(name), root.resolve(to.get()));
        } else {
            odd.add(name + " keeps its name: no other can be given");
        }
    }
}
