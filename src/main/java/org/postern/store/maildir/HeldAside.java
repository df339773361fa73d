package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What an account holds, laid beside it: while another server has the account and would take the directory for a folder, and
 * while a tree from elsewhere comes into the account's place. No local part begins with a dot, so it is nobody's account.
 * Comes back when the account is opened next. Called while nobody has a mailbox of the account open.
 *
 * @param account its directory, which need not be there
 */
record HeldAside(Surroundings env, Path account) {
    private static final String SUFFIX = "." + Holding.DIRECTORY;

    /** Whether that is the name of such a directory, rather than of an account. */
    static boolean isName(String name) {
        return name.startsWith(".") && name.endsWith(SUFFIX);
    }

    Path path() {
        return account.resolveSibling("." + account.getFileName() + SUFFIX);
    }

    private Path inside() {
        return account.resolve(Holding.DIRECTORY);
    }

    void layAside() throws IOException {
        move(inside(), path());
    }

    void bringBack() throws IOException {
        move(path(), inside());
    }

    void remove() throws IOException {
        env.small().deleteTree(path());
    }

    /** Each directory for itself where there are two to make one of. */
    private void move(Path from, Path to) throws IOException {
        if (!isDirectory(from)) {
            return;
        }
        if (env.files().stat(to).isEmpty()) {
            env.files().rename(from, to);
        } else if (isDirectory(to)) {
            for (String name : env.files().list(from)) {
                env.files().rename(from.resolve(name), free(to, name));
            }
            env.small().deleteIfThere(from);
        }
        for (Path changed : List.of(SmallFiles.parent(from), SmallFiles.parent(to))) {
            env.files().syncDirectory(changed);
        }
    }

    /** Keywords have other numbers in the other directory of that name, so it gets another; its note still knows the mailbox. */
    private Path free(Path in, String name) throws IOException {
        return env.files().stat(in.resolve(name)).isEmpty()
                ? in.resolve(name)
                : in.resolve(name + "." + env.names().local());
    }

    private boolean isDirectory(Path path) throws IOException {
        return env.files().stat(path).filter(FileLayer.Stat::isDirectory).isPresent();
    }
}
