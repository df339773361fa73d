package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.store.Flags;
import org.postern.store.MailboxName;
import org.postern.store.Problem;

/**
 * The directory {@value #DIRECTORY} of an account, where expunged messages wait until they are restored or have been there
 * too long. Its name begins with no dot, so no server takes it for a folder. In it are, for each mailbox that lost
 * messages, a directory named by the mailbox's id with a {@link HeldNote} and files named as {@link HeldName} says; and
 * deleted mailboxes as they were, named by the second they were deleted in.
 *
 * <p>Invariant: a message comes here, and goes back, by one rename; so at every moment it is held or in a mailbox, never
 * both, never neither. A keyword's number is durable before a name uses it, and changes only when no held message is left.
 *
 * <p>How it fails: where a full disk lets nothing be held, messages are removed at once, for a full disk must not keep
 * anybody from making room. Thread-safe; its lock is taken after that of a mailbox.
 */
final class Holding implements Disposal {
    static final String DIRECTORY = "postern.expunged";

    private final Surroundings env;
    private final Path directory;
    /** Directories that are ready, by mailbox id. Guarded by {@link #lock}. */
    private final Map<String, HeldNote> ready = new HashMap<>();

    private final Object lock;
    private volatile Instant nextPurge = Instant.MIN;

    Holding(Surroundings env, Path account) {
        this(account.resolve(DIRECTORY), env);
    }

    private Holding(Path directory, Surroundings env) {
        this.env = env;
        this.directory = directory;
        this.lock = env.locks().of(directory);
    }

    /** Of something that lies in the directory of a domain: an account, or what is held beside one. */
    static Holding at(Surroundings env, Path place) {
        return HeldAside.isName(String.valueOf(place.getFileName()))
                ? new Holding(place, env)
                : new Holding(env, place);
    }

    Path directory() {
        return directory;
    }

    /** What left before is held no longer, though it may still be there. */
    Instant oldest() {
        Duration keep = keep();
        return keep.isZero() ? Instant.MAX : env.clock().instant().minus(keep);
    }

    private Duration keep() {
        return env.settings().keepExpunged().get();
    }

    @Override
    public void dispose(FolderState state, long uid, OpenDirectories open) throws IOException {
        if (keep().isZero()) {
            UNLINK.dispose(state, uid, open);
            return;
        }
        try {
            hold(state, uid, open);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            if (Failures.of("hold", e).problem() != Problem.DISK_FULL) {
                throw e;
            }
            Log.notHeld(state.folder(), e);
            UNLINK.dispose(state, uid, open);
        }
    }

    private void hold(FolderState state, long uid, OpenDirectories open) throws IOException {
        Path to = directory.resolve(state.info().id());
        synchronized (lock) {
            try {
                hold(state, uid, to, open);
            } catch (NoSuchFileException e) {
                ready.remove(state.info().id());
                if (env.files().stat(to).isPresent()) {
                    throw e;
                }
                hold(state, uid, to, open); // it was the directory that was gone: purged, or laid aside
            }
        }
    }

    private void hold(FolderState state, long uid, Path to, OpenDirectories open) throws IOException {
        if (!ready.containsKey(state.info().id())) {
            open.forget(to);
        }
        MessageFile file = state.file(uid);
        Flags flags = state.snapshot().flags(state.snapshot().indexOf(uid));
        HeldNote note = ready(state, to, flags);
        String name =
                HeldName.of(env.names().local(), bits(note, flags), file.name(), Keywords.letters(flags.system()));
        open.rename(state.directory(file.place()), file.name(), to, name);
    }

    private static BitSet bits(HeldNote note, Flags flags) {
        BitSet bits = new BitSet();
        for (String keyword : flags.keywords()) {
            int number = note.keywords().indexOf(keyword);
            if (number < HeldName.MOST_KEYWORDS) {
                bits.set(number);
            }
        }
        return bits;
    }

    /** Sees to it that the directory is there and its note knows the mailbox's name and these keywords. */
    private HeldNote ready(FolderState state, Path to, Flags flags) throws IOException {
        MailboxName name = state.info().name();
        HeldNote known = ready.get(state.info().id());
        if (known == null) {
            env.files().makeDirectory(directory);
            env.files().makeDirectory(to);
            Optional<HeldNote> written = HeldNote.read(env.small(), to);
            known = written.orElse(new HeldNote(name, List.of()));
            if (written.isEmpty()) {
                env.small().replace(to.resolve(HeldNote.FILE), known.text());
            }
        }
        HeldNote wanted = known.withMailbox(name).withKeywords(flags.keywords());
        if (!wanted.equals(known)) {
            env.small().replace(to.resolve(HeldNote.FILE), wanted.text());
        }
        ready.put(state.info().id(), wanted);
        return wanted;
    }

    /**
     * Takes a mailbox that is deleted as it is, by one rename; called when nobody has it open.
     *
     * @return false when it is not to be held, or cannot, and so is the caller's to remove
     */
    boolean take(Path folder, MailboxName name) throws IOException {
        if (keep().isZero() || isEmpty(folder)) {
            return false;
        }
        try {
            synchronized (lock) {
                env.files().makeDirectory(directory);
                env.small().write(folder.resolve(HeldNote.FILE), new HeldNote(name, List.of()).text());
                env.files().rename(folder, directory.resolve(env.names().local()));
                env.files().syncDirectory(SmallFiles.parent(folder));
                return true;
            }
        } catch (IOException e) {
            if (Failures.of("hold", e).problem() != Problem.DISK_FULL) {
                throw e;
            }
            Log.notHeld(folder, e);
            return false;
        }
    }

    private boolean isEmpty(Path folder) throws IOException {
        for (FilePlace place : FilePlace.values()) {
            Path in = folder.resolve(place.directory());
            if (env.files().stat(in).isPresent() && !env.files().list(in).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Everything held, those that left first at the front. */
    List<HeldFile> list() throws IOException {
        List<HeldFile> all = new ArrayList<>();
        for (HeldFolder folder : folders()) {
            try {
                all.addAll(folder.files());
            } catch (NoSuchFileException | NotDirectoryException e) {
                // purged meanwhile, or nothing of ours
            }
        }
        all.sort(Comparator.comparing(HeldFile::expunged)
                .thenComparing(f -> f.name().uid().orElse(0)));
        return all;
    }

    /** Each directory with what it holds, the oldest deleted mailbox first. */
    List<HeldFolder> folders() throws IOException {
        List<HeldFolder> folders = new ArrayList<>();
        for (String name : names().stream().sorted().toList()) {
            folders.add(
                    HeldName.second(name).isPresent()
                            ? new HeldMailbox(env, directory.resolve(name))
                            : new HeldMail(env, directory.resolve(name)));
        }
        return folders;
    }

    private List<String> names() throws IOException {
        try {
            return env.files().list(directory);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Cheap when it is not yet time again. What fails is logged: nobody waits for it. */
    void purgeIfDue() {
        Instant now = env.clock().instant();
        if (now.isBefore(nextPurge)) {
            return;
        }
        nextPurge = now.plus(env.tuning().held().every());
        try {
            Optional<FileLayer.Stat> stat = env.files().stat(directory);
            boolean due = stat.isPresent()
                    && stat.get().modified().plus(env.tuning().held().every()).isBefore(now);
            if (due
                    && purge(oldest(), env.tuning().held().atOnce())
                            < env.tuning().held().atOnce()) {
                env.files().setModified(directory, now); // tells whoever opens the account next
            }
        } catch (NoSuchFileException e) {
            return; // the last one went
        } catch (IOException e) {
            Log.purgeFailed(directory, e);
        }
    }

    /**
     * Removes what left before, oldest first. A directory in which that fails is logged and passed over.
     *
     * @param most files to remove, about
     * @return how many were removed; as many as {@code most}: there may be more
     */
    int purge(Instant before, int most) throws IOException {
        if (env.files().stat(directory).isEmpty()) {
            return 0;
        }
        int left = most;
        for (HeldFolder folder : folders()) {
            try {
                left -= left > 0 ? folder.purge(before, left) : 0;
                clear(folder);
            } catch (NoSuchFileException e) {
                // somebody else purges
            } catch (IOException e) {
                Log.purgeFailed(folder.path(), e);
            }
        }
        synchronized (lock) {
            if (names().isEmpty()) {
                env.small().deleteTree(directory);
            }
        }
        return most - left;
    }

    /** Removes directories in which nothing is held. */
    void clear() throws IOException {
        for (HeldFolder folder : folders()) {
            try {
                clear(folder);
            } catch (NoSuchFileException | NotDirectoryException e) {
                // purged meanwhile, or nothing of ours
            }
        }
    }

    private void clear(HeldFolder folder) throws IOException {
        if (folder.isEmpty()) {
            synchronized (lock) {
                if (folder.isEmpty()) {
                    ready.remove(String.valueOf(folder.path().getFileName()));
                    env.small().deleteTree(folder.path());
                }
            }
        }
    }
}
