package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/**
 * Makes Maildir++ folders of the nested directories that Dovecot has with LAYOUT=fs, and back. Called while nobody has a
 * mailbox of the account open.
 *
 * <p>Each folder moves by one rename. Interrupted, either way goes on where it stopped: a Maildir++ folder is known by its
 * file {@value FolderMaker#MARKER}, which it has before it gets its name. Because nested directories may begin with a dot
 * too, the file says for which name it holds, unless it is empty. What cannot be moved stays where it is and is told.
 */
final class NestedFolders {
    /** What servers have in a mailbox beside its parts begins with one of these. */
    private static final List<String> FILES = List.of("dovecot", "maildir", "courier", "postern", Subscriptions.FILE);

    private static final Set<String> PARTS = Set.copyOf(FolderMaker.DIRECTORIES);

    private final Surroundings env;
    private final Path root;
    private final List<String> odd = new ArrayList<>();

    NestedFolders(Surroundings env, Path root) {
        this.env = env;
        this.root = root;
    }

    /** Whether there are folders as LAYOUT=fs has them, and none of Maildir++. */
    boolean areThere() throws IOException {
        boolean nested = false;
        for (String name : env.files().list(root)) {
            if (isFlat(root.resolve(name), name)) {
                return false;
            }
            nested |= name.charAt(0) != '.' && isInner(root, name) && hasMailbox(root.resolve(name), 1);
        }
        return nested;
    }

    /** Whether any directory in it is a folder, or holds some. */
    boolean isRootOfFolders() throws IOException {
        for (String name : env.files().list(root)) {
            if (isDirectory(root.resolve(name)) && hasMailbox(root.resolve(name), 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasMailbox(Path directory, int depth) throws IOException {
        if (isMailbox(directory)) {
            return true;
        }
        for (String name : depth < MailboxName.MAX_DEPTH ? env.files().list(directory) : List.<String>of()) {
            if (isInner(directory, name) && hasMailbox(directory.resolve(name), depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFlat(Path directory, String name) throws IOException {
        if (name.charAt(0) != '.' || !isMailbox(directory)) {
            return false;
        }
        return env.small()
                .lines(directory.resolve(FolderMaker.MARKER))
                .filter(lines -> lines.isEmpty() || lines.get(0).equals(name))
                .isPresent();
    }

    private boolean isMailbox(Path directory) throws IOException {
        return isDirectory(directory.resolve(FilePlace.CUR.directory()));
    }

    private boolean isDirectory(Path path) throws IOException {
        return env.files().stat(path).filter(FileLayer.Stat::isDirectory).isPresent();
    }

    /** Whether a name in a directory is that of a directory which may be, or hold, a folder. */
    private boolean isInner(Path parent, String name) throws IOException {
        return !PARTS.contains(name)
                && !name.equals(FolderTerms.DIRECTORY)
                && !(parent.equals(root) && (name.equals(Holding.DIRECTORY) || isFlat(parent.resolve(name), name)))
                && isDirectory(parent.resolve(name));
    }

    /** Moves every nested folder to its Maildir++ name; returns sentences about what stays. */
    List<String> flatten() throws IOException {
        for (String name : env.files().list(root)) {
            if (isInner(root, name)) {
                flatten(root.resolve(name), List.of(name));
            }
        }
        env.files().syncDirectory(root);
        return List.copyOf(odd);
    }

    /** What is below first, for it would move along. */
    private void flatten(Path directory, List<String> levels) throws IOException {
        for (String name : levels.size() < MailboxName.MAX_DEPTH ? env.files().list(directory) : List.<String>of()) {
            if (isInner(directory, name)) {
                List<String> inner = new ArrayList<>(levels);
                inner.add(name);
                flatten(directory.resolve(name), inner);
            }
        }
        if (isMailbox(directory)) {
            flattenMailbox(directory, levels);
        } else {
            removeIfEmpty(directory);
        }
    }

    private void flattenMailbox(Path directory, List<String> levels) throws IOException {
        Optional<Path> target = flat(levels);
        if (target.isEmpty()) {
            odd.add(root.relativize(directory) + " cannot be a mailbox name here; it stays where it is");
        } else if (env.files().stat(target.get()).isPresent()) {
            odd.add(root.relativize(directory) + " stays where it is: there is "
                    + target.get().getFileName());
        } else {
            new FolderMaker(env).mark(directory, target.get().getFileName() + "\n");
            env.files().rename(directory, target.get());
        }
    }

    private Optional<Path> flat(List<String> levels) {
        List<String> decoded = new ArrayList<>();
        for (String level : levels) {
            Optional<String> text = ModifiedUtf7.decodeWithDots(level);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            decoded.add(text.get());
        }
        try {
            MailboxName name = new MailboxName(String.join("/", decoded));
            boolean same = name.levels().equals(decoded) && !name.isInbox();
            return same ? Optional.of(root.resolve(FolderNames.directory(name))) : Optional.empty();
        } catch (IllegalArgumentException | StoreException e) {
            return Optional.empty();
        }
    }

    private void removeIfEmpty(Path directory) throws IOException {
        try {
            env.files().delete(directory);
        } catch (DirectoryNotEmptyException e) {
            // Something else lies there, or a folder that had to stay.
        }
    }

    /** Moves every Maildir++ folder to where LAYOUT=fs has it; returns sentences about what stays. */
    List<String> nest() throws IOException {
        List<MailboxName> names = new ArrayList<>();
        for (String directory : env.files().list(root)) {
            if (isFlat(root.resolve(directory), directory)) {
                FolderNames.mailbox(directory).ifPresent(names::add);
            }
        }
        names.sort(Comparator.comparing(name -> name.levels().size())); // parents first
        for (MailboxName name : names) {
            nest(name);
        }
        new HeldAside(env, root).layAside(); // Dovecot would take it for a folder
        env.files().syncDirectory(root);
        return List.copyOf(odd);
    }

    private void nest(MailboxName name) throws IOException {
        Path target = nested(root, name);
        Path folder = root.resolve(flat(name));
        boolean taken = env.files().stat(target).isPresent() && !isDirectory(target);
        if (taken || name.levels().stream().anyMatch(NestedFolders::hasNoPlace)) {
            odd.add(name + " has no place in LAYOUT=fs; it stays as a Maildir++ folder");
            return;
        }
        new FolderMaker(env).mark(folder, folder.getFileName() + "\n");
        Path parent = root;
        for (Path level : root.relativize(SmallFiles.parent(target))) {
            parent = parent.resolve(level);
            if (!parent.equals(root)) {
                env.files().makeDirectory(parent);
            }
        }
        if (env.files().stat(target).isPresent()) {
            moveInto(folder, target);
        }
        env.files().rename(folder, target);
        env.small().deleteIfThere(target.resolve(FolderMaker.MARKER));
    }

    private static boolean hasNoPlace(String level) {
        return PARTS.contains(level) || FILES.stream().anyMatch(level::startsWith);
    }

    private static String flat(MailboxName name) {
        return name.levels().stream()
                .map(level -> '.' + ModifiedUtf7.encode(level))
                .collect(Collectors.joining());
    }

    /** Where LAYOUT=fs has a folder. */
    static Path nested(Path root, MailboxName name) {
        Path path = root;
        for (String level : name.levels()) {
            path = path.resolve(ModifiedUtf7.encodeWithDots(level));
        }
        return path;
    }

    /** What lies in a directory that is no mailbox yet moves into the mailbox that takes its place. */
    private void moveInto(Path mailbox, Path directory) throws IOException {
        for (String name : env.files().list(directory)) {
            if (env.files().stat(mailbox.resolve(name)).isEmpty()) {
                env.files().rename(directory.resolve(name), mailbox.resolve(name));
            }
        }
        env.files().delete(directory);
    }
}
