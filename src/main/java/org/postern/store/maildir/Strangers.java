package org.postern.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postern.store.Flags;
import org.postern.store.StoreException;

/**
 * Takes up files that other programs put into a mailbox: each gets a UID, which goes into its name with its sizes. What is
 * not a regular file is passed over.
 */
final class Strangers {
    /** A file looked at: its sizes as stored and as sent. */
    private record Found(MessageFile file, MessageFileName name, long stored, long wire, Instant received) {
        boolean isComplete() {
            return name.uid().isPresent()
                    && name.stored().orElse(-1) == stored
                    && name.wire().orElse(-1) == wire;
        }
    }

    private final FolderState state;
    private final UidAdmission admission;
    private final FileLayer files;

    Strangers(FolderState state, UidAdmission admission) {
        this.state = state;
        this.admission = admission;
        this.files = state.env().files();
    }

    /** Returns whether the time was right for it. */
    boolean takeUp(List<MessageFile> strangers, Draft draft) throws IOException, StoreException {
        if (strangers.isEmpty() || !state.linked().isEmpty()) {
            return strangers.isEmpty(); // UIDs would overtake those of arrivals under way: another look must follow
        }
        List<Found> found = new ArrayList<>();
        for (MessageFile file : strangers) {
            examine(file).ifPresent(found::add);
        }
        List<Found> others = takeAdmitted(found, draft);
        others.sort(Comparator.comparing(Found::received)
                .thenComparing(f -> f.name().base()));
        takeOthers(others, draft);
        return true;
    }

    private Optional<Found> examine(MessageFile file) {
        Path path = state.path(file);
        try {
            Optional<FileLayer.Stat> stat = files.stat(path).filter(FileLayer.Stat::isFile);
            if (stat.isEmpty()) {
                return Optional.empty();
            }
            MessageFileName name = MessageFileName.parse(file.name());
            long size = stat.get().size();
            boolean told = name.stored().orElse(-1) == size && name.wire().orElse(-1) >= size;
            long wire = told ? name.wire().orElse(size) : measure(path);
            Instant received = stat.get().modified().truncatedTo(ChronoUnit.SECONDS);
            return Optional.of(new Found(file, name, size, wire, received));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            Log.notTakenUp(path, e);
            return Optional.empty();
        }
    }

    private long measure(Path path) throws IOException {
        try (FileChannel channel = files.openToRead(path)) {
            return CrlfBody.measure(channel);
        }
    }

    /** Those whose UID is believed keep it; of two with one UID the first does. Returns the rest. */
    private List<Found> takeAdmitted(List<Found> found, Draft draft) throws IOException {
        List<Found> others = new ArrayList<>();
        List<Found> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Found f) -> f.name().uid().orElse(0)).thenComparing(Found::received));
        long last = state.snapshot().isEmpty()
                ? 0
                : state.snapshot().uid(state.snapshot().size() - 1);
        for (Found f : sorted) {
            long uid = f.name().uid().orElse(0);
            if (f.isComplete() && admission.admits(uid) && uid > last) {
                state.adoptUpTo(uid);
                add(uid, f, f.file(), draft);
                last = uid;
            } else {
                others.add(f);
            }
        }
        return others;
    }

    private void takeOthers(List<Found> others, Draft draft) throws StoreException {
        long uid = others.isEmpty() ? 0 : takeUids(others);
        for (Found f : uid == 0 ? List.<Found>of() : others) {
            String name = f.name().withUid(uid, f.stored(), f.wire(), f.file().place());
            MessageFile named = new MessageFile(f.file().place(), name);
            try {
                files.rename(state.path(f.file()), state.path(named));
                add(uid++, f, named, draft);
            } catch (IOException e) { // renamed or gone meanwhile, or the disk fails: a later look decides
                Log.notTakenUp(state.path(f.file()), e);
            }
        }
    }

    /** 0 when the disk takes no note of them: what is there already can be read all the same. */
    private long takeUids(List<Found> others) throws StoreException {
        try {
            return state.takeUids(others.size());
        } catch (IOException e) {
            Log.notTakenUp(state.path(others.get(0).file()), e);
            return 0;
        }
    }

    private void add(long uid, Found f, MessageFile named, Draft draft) {
        Flags flags = state.keywords().flags(named.place() == FilePlace.NEW ? "" : named.letters(), List.of());
        draft.add(uid, named, flags, new Draft.Incoming(f.wire(), f.received(), Draft.Kept.NOTHING));
    }
}
