package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.postern.store.Flags;
import org.postern.store.MailboxName;

/** Messages expunged from one mailbox; the directory is named by the mailbox's id. */
record HeldMail(Surroundings env, Path path) implements HeldFolder {
    @Override
    public boolean isEmpty() throws IOException {
        return names().isEmpty();
    }

    /** Those that left first at the front. */
    private List<String> names() throws IOException {
        return env.files().list(path).stream()
                .filter(name -> HeldName.second(name).isPresent())
                .sorted()
                .toList();
    }

    @Override
    public List<HeldFile> files() throws IOException {
        List<HeldFile> files = new ArrayList<>();
        HeldNote note = HeldNote.read(env.small(), path).orElse(new HeldNote(MailboxName.INBOX, List.of()));
        HeldFile.Origin origin = new HeldFile.Origin(String.valueOf(path.getFileName()), note.mailbox());
        for (String name : names()) {
            Optional<HeldName> parsed = HeldName.parse(name);
            parsed.ifPresent(p -> files.add(new HeldFile(
                    path.resolve(name), origin, p.expunged(), p.file(), ContentId.told(name), flags(p, note))));
        }
        return files;
    }

    private static Flags flags(HeldName name, HeldNote note) {
        List<String> keywords = name.keywords().stream()
                .filter(number -> number < note.keywords().size())
                .mapToObj(note.keywords()::get)
                .toList();
        return Flags.of(Keywords.system(name.file().letters()), keywords);
    }

    @Override
    public void census(ObjLongConsumer<Instant> each) throws IOException {
        for (String name : names()) {
            HeldName.parse(name)
                    .ifPresent(p -> each.accept(p.expunged(), p.file().stored().orElse(0)));
        }
    }

    @Override
    public int purge(Instant before, int most) throws IOException {
        int removed = 0;
        for (String name : names()) {
            boolean old = Instant.ofEpochSecond(HeldName.second(name).orElse(Long.MAX_VALUE >> 4))
                    .isBefore(before);
            if (!old || removed == most) {
                break; // they are in the order in which they left
            }
            try {
                env.files().delete(path.resolve(name));
            } catch (NoSuchFileException e) {
                continue; // it was restored meanwhile
            }
            removed++;
        }
        return removed;
    }
}
