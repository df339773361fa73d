package org.postern.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;
import org.postern.store.maildir.Finding.Kind;

/**
 * Mends what a check found in one mailbox, under its lock and by the same ways as all else: what changes is committed, then
 * told. No message is removed and no UID given twice; a file whose UID is another's gets a new one.
 */
final class FolderRepair {
    /** UIDs further above the mark are not believed: somebody might use them up. */
    private static final long MOST_ABOVE = 1L << 20;

    private static final Set<Kind> OF_CACHE =
            EnumSet.of(Kind.CACHE_MISSING, Kind.CACHE_BROKEN, Kind.CACHE_PLACE, Kind.CACHE_ENTRY);

    private static final Set<Kind> OF_SMALL =
            EnumSet.of(Kind.SMALL_MISSING, Kind.SMALL_BROKEN, Kind.SMALL_PLACE, Kind.SMALL_ENTRY);

    /** A message's real sizes. */
    private record Sizes(long stored, long wire) {}

    private final Folder folder;
    private final Path path;
    private final Surroundings env;
    private final List<Finding> findings;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    FolderRepair(Folder folder, List<Finding> findings) {
        this.folder = folder;
        this.path = folder.path();
        this.env = folder.root().env();
        this.findings = findings;
        findings.forEach(finding -> kinds.add(finding.kind()));
    }

    void run() throws IOException, StoreException {
        Map<MessageFile, Sizes> sizes = measure();
        folder.still(loaded -> {
            clearTmp();
            keywords();
            separate();
            Optional<FolderState> live = loaded.map(FolderLoader.Loaded::state);
            identity(live);
            FolderState known = live.isPresent() ? live.get() : indexed();
            rename(sizes, known);
            return folder.lockedAll(l -> {
                l.changes().search();
                correct(l.state(), sizes);
                rewrite(l.state());
                return l;
            });
        });
        folder.noteSize();
    }

    /** Without the lock: a message may be long, and never changes. */
    private Map<MessageFile, Sizes> measure() {
        Map<MessageFile, Sizes> sizes = new HashMap<>();
        for (Finding finding : findings) {
            if (finding.kind() == Kind.WRONG_SIZE) {
                MessageFile file = file(finding);
                try (FileChannel channel = env.files().openToRead(file.in(path))) {
                    sizes.put(file, new Sizes(channel.size(), CrlfBody.measure(channel)));
                } catch (IOException e) {
                    // renamed since, or unreadable: the check afterwards tells
                }
            }
        }
        return sizes;
    }

    private static MessageFile file(Finding finding) {
        String text = finding.file();
        int slash = text.indexOf('/');
        FilePlace place = text.startsWith("new/") ? FilePlace.NEW : FilePlace.CUR;
        return new MessageFile(place, text.substring(slash + 1));
    }

    private void clearTmp() throws IOException {
        for (Finding finding : findings) {
            if (finding.kind() == Kind.TMP_LEFTOVER) {
                env.small().deleteIfThere(path.resolve(finding.file()));
            }
        }
    }

    private void keywords() throws IOException {
        KeywordLines lines = KeywordLines.read(env.small(), path);
        if (lines.odd() > 0) {
            lines.write(env.small(), path);
        }
    }

    /** A file that is another one's double but for flags looks as if it were on its way; it gets a name of its own. */
    private void separate() throws IOException {
        for (Finding finding : findings) {
            MessageFile from = file(finding);
            if (finding.kind() == Kind.UID_TWICE
                    && env.files().stat(from.in(path)).isPresent()) {
                String ending = from.name().substring(MessageFileName.infoAt(from.name()));
                env.files()
                        .rename(
                                from.in(path),
                                new MessageFile(from.place(), env.names().next() + ending).in(path));
            }
        }
    }

    /** What a running server knows is the truth; else the index may still say what the identity said. */
    private void identity(Optional<FolderState> live) throws IOException, StoreException {
        Optional<Identity> written = Identity.read(env.small(), path);
        if (live.isPresent()) {
            if (!written.equals(Optional.of(live.get().identity()))) {
                live.get().replaceIdentity(live.get().identity());
            }
            return;
        }
        Optional<Identity> base = written.isPresent() ? written : IndexFile.identityIn(env, path, folder.name());
        if (base.isPresent()) {
            Identity whole = base.get().withReserved(mark(base.get().reserved()));
            if (!written.equals(Optional.of(whole))) {
                env.small().replace(path.resolve(Identity.FILE), whole.text());
            }
        }
    }

    private long mark(long reserved) throws IOException {
        long mark = Math.max(reserved, indexed().nextUid() - 1);
        long most = mark + MOST_ABOVE;
        for (FilePlace place : FilePlace.values()) {
            for (String name : env.files().list(path.resolve(place.directory()))) {
                long uid = MessageFileName.uidIn(name);
                mark = uid <= most ? Math.max(mark, uid) : mark;
            }
        }
        return mark;
    }

    /** What the index of a mailbox that is not loaded says; nothing when it cannot be believed. */
    private FolderState indexed() throws IOException {
        Identity identity = Identity.read(env.small(), path).orElse(new Identity("none", 1, 0, 0));
        FolderState state = new FolderState(env, path, folder.name(), identity, FolderListener.NONE);
        return state.index().look(state).found() == IndexFile.Found.NOTHING
                ? new FolderState(env, path, folder.name(), identity, FolderListener.NONE)
                : state;
    }

    /** Those that are not what the index has, and so would be taken for strangers. */
    private void rename(Map<MessageFile, Sizes> sizes, FolderState known) throws IOException {
        for (Map.Entry<MessageFile, Sizes> one : sizes.entrySet()) {
            MessageFile file = one.getKey();
            if (!file.equals(known.table().get(MessageFileName.uidIn(file.name())))) {
                move(file, named(file, one.getValue()));
            }
        }
    }

    private static MessageFile named(MessageFile file, Sizes sizes) {
        MessageFileName name = MessageFileName.parse(file.name());
        long uid = name.uid().orElse(0);
        return new MessageFile(file.place(), name.withUid(uid, sizes.stored(), sizes.wire(), file.place()));
    }

    /** False when there is nothing to move, or something where it would go. */
    private boolean move(MessageFile from, MessageFile to) throws IOException {
        boolean can = env.files().stat(from.in(path)).isPresent()
                && env.files().stat(to.in(path)).isEmpty();
        if (can) {
            env.files().rename(from.in(path), to.in(path));
        }
        return can;
    }

    /** Those that the mailbox knows by their wrong sizes. */
    private void correct(FolderState state, Map<MessageFile, Sizes> sizes) throws IOException {
        SortedMap<Long, FolderState.Corrected> right = new TreeMap<>();
        for (Map.Entry<MessageFile, Sizes> one : sizes.entrySet()) {
            MessageFile file = one.getKey();
            MessageFile to = named(file, one.getValue());
            long uid = MessageFileName.uidIn(file.name());
            if (file.equals(state.table().get(uid)) && move(file, to)) {
                right.put(uid, new FolderState.Corrected(to, one.getValue().wire()));
            }
        }
        MailboxSnapshot rows = state.snapshot();
        for (int row = 0; row < rows.size(); row++) {
            long uid = rows.uid(row);
            long wire = MessageFileName.parse(state.file(uid).name()).wire().orElse(0);
            if (wire != rows.octets(row)) {
                right.putIfAbsent(uid, new FolderState.Corrected(state.file(uid), wire));
            }
        }
        if (!right.isEmpty()) {
            state.correct(right);
        }
    }

    private void rewrite(FolderState state) throws IOException {
        if (kinds.stream().anyMatch(OF_CACHE::contains)) {
            state.caches().summaries().reset(state.table());
        }
        if (kinds.stream().anyMatch(OF_SMALL::contains)) {
            state.caches().contents().reset(state.table());
        }
        state.index().rewrite(state);
    }
}
