package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.postern.store.Flags;
import org.postern.store.MailboxName;

/** A deleted mailbox as it was; the directory's name begins with the second it was deleted in. */
record HeldMailbox(Surroundings env, Path path) implements HeldFolder {
    private Instant deleted() {
        return Instant.ofEpochSecond(
                HeldName.second(String.valueOf(path.getFileName())).orElse(0));
    }

    private interface Visit {
        void at(FilePlace place, String name) throws IOException;
    }

    private void visit(Visit visit) throws IOException {
        for (FilePlace place : FilePlace.values()) {
            for (String name : list(place)) {
                if (!name.startsWith(".")) {
                    visit.at(place, name);
                }
            }
        }
    }

    private List<String> list(FilePlace place) throws IOException {
        try {
            return env.files().list(path.resolve(place.directory()));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    @Override
    public boolean isEmpty() throws IOException {
        int[] count = {0};
        visit((place, name) -> count[0]++);
        return count[0] == 0;
    }

    /** Keywords without a letter are known by the index only. */
    @Override
    public List<HeldFile> files() throws IOException {
        Optional<Identity> identity = Identity.read(env.small(), path);
        MailboxName name =
                HeldNote.read(env.small(), path).map(HeldNote::mailbox).orElse(MailboxName.INBOX);
        HeldFile.Origin origin = new HeldFile.Origin(identity.map(Identity::id).orElse(""), name);
        Keywords keywords = Keywords.read(env.small(), path, env.limits().keywords());
        Map<String, Flags> indexed = identity.isPresent() ? indexed(identity.get(), name) : Map.of();
        List<HeldFile> files = new ArrayList<>();
        visit((place, file) -> {
            MessageFile at = new MessageFile(place, file);
            Flags flags = keywords.flags(place == FilePlace.NEW ? "" : at.letters(), List.of());
            Flags all = flags.plus(Flags.of(
                    Set.of(), indexed.getOrDefault(at.base(), Flags.NONE).keywords()));
            files.add(new HeldFile(
                    at.in(path), origin, deleted(), MessageFileName.parse(file), Optional.of(ContentId.of(file)), all));
        });
        return files;
    }

    private Map<String, Flags> indexed(Identity identity, MailboxName name) throws IOException {
        FolderState state = new FolderState(env, path, name, identity, FolderListener.NONE);
        Map<String, Flags> flags = new HashMap<>();
        if (state.index().load(state) != IndexFile.Found.NOTHING) {
            for (int row = 0; row < state.snapshot().size(); row++) {
                Flags one = state.snapshot().flags(row);
                if (!one.keywords().isEmpty()) {
                    flags.put(state.file(state.snapshot().uid(row)).base(), one);
                }
            }
        }
        return flags;
    }

    @Override
    public void census(ObjLongConsumer<Instant> each) throws IOException {
        visit((place, name) ->
                each.accept(deleted(), MessageFileName.parse(name).stored().orElse(0)));
    }

    @Override
    public int purge(Instant before, int most) throws IOException {
        if (!deleted().isBefore(before)) {
            return 0;
        }
        int[] removed = {0};
        visit((place, name) -> {
            if (removed[0] < most && delete(new MessageFile(place, name).in(path))) {
                removed[0]++;
            }
        });
        return removed[0];
    }

    private boolean delete(Path file) throws IOException {
        try {
            env.files().delete(file);
            return true;
        } catch (NoSuchFileException e) {
            return false; // it was restored meanwhile
        }
    }
}
