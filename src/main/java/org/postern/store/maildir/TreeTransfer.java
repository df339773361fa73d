package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/**
 * Brings a tree from elsewhere into the place of an account, wholly or not at all: copies are made in the spool and then
 * renamed. Called while nothing is in that place.
 */
final class TreeTransfer {
    private static final int DEEPEST = 60;
    private static final int PIECE = 1 << 16;

    private final Surroundings env;
    private final AdoptionSource source;
    private final List<String> odd = new ArrayList<>();

    TreeTransfer(Surroundings env, AdoptionSource source) {
        this.env = env;
        this.source = source;
    }

    /**
     * Fails with CANNOT unless the tree can become an account.
     *
     * @throws StoreException CANNOT, with a reason fit for the operator
     */
    void requireUsable() throws IOException, StoreException {
        Path tree = source.tree();
        Optional<FileLayer.Stat> cur = env.files().stat(tree.resolve(FilePlace.CUR.directory()));
        if (cur.filter(FileLayer.Stat::isDirectory).isEmpty()) {
            throw new StoreException(Problem.CANNOT, tree + " is no Maildir: it has no directory cur");
        }
        if (tree.startsWith(env.mail()) || env.mail().startsWith(tree)) {
            throw new StoreException(Problem.CANNOT, tree + " lies where this store keeps its accounts, or around it");
        }
    }

    /** Returns sentences about what did not come along. */
    List<String> to(Path account) throws IOException, StoreException {
        Path domain = SmallFiles.parent(account);
        env.files().makeDirectory(domain);
        if (source.transfer() == AdoptionSource.Transfer.MOVE) {
            move(account);
        } else {
            Path scratch = env.scratch();
            try {
                copy(source.tree(), scratch, 0);
                env.files().rename(scratch, account);
            } catch (IOException e) {
                removeQuietly(scratch, e);
                throw e;
            }
        }
        env.files().syncDirectory(domain);
        env.files().syncDirectory(env.mail());
        return List.copyOf(odd);
    }

    private void move(Path account) throws IOException, StoreException {
        try {
            env.files().rename(source.tree(), account);
        } catch (AtomicMoveNotSupportedException e) {
            throw new StoreException(Problem.CANNOT, source.tree() + " lies on another file system: copy it", e);
        }
    }

    private void removeQuietly(Path scratch, IOException cause) {
        try {
            env.small().deleteTree(scratch);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void copy(Path from, Path to, int depth) throws IOException {
        env.files().makeDirectory(to);
        for (String name : env.files().list(from)) {
            Optional<FileLayer.Stat> stat = env.files().stat(from.resolve(name));
            if (stat.filter(FileLayer.Stat::isDirectory).isPresent() && depth < DEEPEST) {
                copy(from.resolve(name), to.resolve(name), depth + 1);
            } else if (stat.filter(FileLayer.Stat::isFile).isPresent()) {
                copyFile(from.resolve(name), to.resolve(name), stat.get());
            } else if (stat.isPresent()) {
                odd.add(source.tree().relativize(from.resolve(name)) + " is no regular file and was left out");
            }
        }
        env.files().syncDirectory(to);
    }

    /** Only messages are never written to again, by any server. */
    private void copyFile(Path from, Path to, FileLayer.Stat stat) throws IOException {
        if (source.transfer() == AdoptionSource.Transfer.LINK && isMessage(from)) {
            env.files().link(from, to);
            return;
        }
        try (FileChannel in = env.files().openToRead(from);
                FileLayer.OutFile out = env.files().create(to)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (in.read(piece) >= 0) {
                out.write(piece.flip());
                piece.clear();
            }
            env.files().setModified(to, stat.modified());
            out.sync();
        }
    }

    private static boolean isMessage(Path file) {
        String directory = String.valueOf(SmallFiles.parent(file).getFileName());
        return directory.equals(FilePlace.CUR.directory()) || directory.equals(FilePlace.NEW.directory());
    }
}
