package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.postern.store.StoreException;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.SeenFiles.Seen;

/**
 * Looks at one mailbox: first, with the mailbox held still, at names, sizes and the index; then, with nothing held, at the
 * caches and, if that is wanted, at every message. Changes nothing.
 */
final class FolderCheck {
    /** Older than this, what lies in tmp/ is nobody's any more: the rule of Maildir. */
    private static final Duration FORGOTTEN = Duration.ofHours(36);

    private final Folder folder;
    private final Surroundings env;
    private final Findings found;
    private final SeenFiles byUid = new SeenFiles();
    private final TreeSet<Character> letters = new TreeSet<>();
    private long messages;
    private long octets;

    FolderCheck(Folder folder) {
        this.folder = folder;
        this.env = folder.root().env();
        this.found = new Findings(Optional.of(folder.name()));
    }

    /** The messages seen, and the octets they have on the disk. */
    FolderSize stored() {
        return new FolderSize(messages, octets);
    }

    List<Finding> run(CheckDepth depth) {
        try {
            Optional<FolderState> indexed = folder.still(this::look);
            if (indexed.isPresent()) {
                for (CacheKind kind : CacheKind.values()) {
                    new CacheCheck(kind, env, folder.path(), found).run(indexed.get(), byUid, depth);
                }
            }
            if (depth == CheckDepth.CONTENTS) {
                new ContentCheck(env, folder.path(), found).run(byUid);
            }
            new ForeignFileCheck(env, folder.path(), found).run();
        } catch (StoreException e) {
            found.add(Kind.NOT_READ, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            found.add(Kind.NOT_READ, "cannot be looked at: " + e.getMessage());
        }
        return found.all();
    }

    /** Returns what the index says, if it can be believed. */
    private Optional<FolderState> look(Optional<FolderLoader.Loaded> loaded) throws IOException {
        Optional<FolderState> live = loaded.map(FolderLoader.Loaded::state);
        for (FilePlace place : FilePlace.values()) {
            for (String name : list(place.directory())) {
                boolean underway = live.filter(s -> s.linked().contains(name)).isPresent();
                if (!name.startsWith(".") && !underway) {
                    see(new MessageFile(place, name));
                }
            }
        }
        List<Seen> doubles = byUid.sort();
        lookAtTmp();
        Optional<Identity> identity = identity(live);
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        FolderState rows = new FolderState(env, folder.path(), folder.name(), identity.get(), FolderListener.NONE);
        boolean certain = loaded.isPresent() && loaded.get().changes().isCertain();
        Optional<FolderState> indexed = new IndexCheck(rows, found, certain).run(byUid, doubles);
        unnamed(rows.keywords());
        new UseCheck(folder, found).run(indexed, byUid);
        return indexed;
    }

    private List<String> list(String directory) throws IOException {
        try {
            return env.files().list(folder.path().resolve(directory));
        } catch (NoSuchFileException e) {
            return List.of(); // it is made when the mailbox is opened
        }
    }

    private void see(MessageFile file) throws IOException {
        Optional<FileLayer.Stat> stat = env.files().stat(file.in(folder.path()));
        if (stat.isEmpty()) {
            return; // renamed by another program just now
        }
        if (!stat.get().isFile()) {
            found.add(Kind.NOT_A_FILE, Findings.of(file), "is no regular file, so no client sees it");
            return;
        }
        messages++;
        octets += stat.get().size();
        MessageFileName name = MessageFileName.parse(file.name());
        if (!env.files().isReadable(file.in(folder.path()))) {
            found.add(Kind.UNREADABLE, name.uid(), file, "may not be read by this server");
        }
        file.letters().chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> letters.add((char) c));
        if (name.uid().isEmpty() || name.stored().isEmpty() || name.wire().isEmpty()) {
            found.add(Kind.NOT_TAKEN_IN, Findings.of(file), "is new; it gets a UID when the mailbox is next looked at");
            return;
        }
        Seen seen = new Seen(name.uid().getAsLong(), file, stat.get().size());
        byUid.add(seen);
        sizes(seen, name);
    }

    private void sizes(Seen seen, MessageFileName name) {
        long stored = name.stored().orElse(-1);
        long wire = name.wire().orElse(-1);
        if (stored != seen.size()) {
            wrongSize(seen, "has " + seen.size() + " octets, and its name says " + stored);
        } else if (wire < stored) {
            wrongSize(seen, "is sent as more octets than the " + wire + " its name says");
        }
    }

    private void wrongSize(Seen seen, String sentence) {
        found.add(Kind.WRONG_SIZE, seen.uid(), seen.file(), sentence);
    }

    private void lookAtTmp() throws IOException {
        Instant before = env.clock().instant().minus(FORGOTTEN);
        Path tmp = folder.path().resolve("tmp");
        for (String name : list("tmp")) {
            Optional<FileLayer.Stat> stat = env.files().stat(tmp.resolve(name));
            if (stat.filter(s -> s.isFile() && s.modified().isBefore(before)).isPresent()) {
                found.add(Kind.TMP_LEFTOVER, "tmp/" + name, "was left behind by a delivery that did not end");
            }
        }
    }

    /** What the mailbox is known by: what a running server knows counts, then what is on the disk. */
    private Optional<Identity> identity(Optional<FolderState> live) throws IOException {
        Path file = folder.path().resolve(Identity.FILE);
        Optional<Identity> written = Identity.read(env.small(), folder.path());
        boolean there = env.files().stat(file).isPresent();
        if (written.isEmpty() && !there) {
            boolean used = live.isPresent() || !byUid.isEmpty() || hasIndex();
            Kind kind = used ? Kind.IDENTITY_MISSING : Kind.NOT_YET_OURS;
            found.add(kind, used ? "UIDVALIDITY is lost with " + Identity.FILE : "was not opened by this server yet");
        } else if (written.isEmpty()) {
            found.add(Kind.IDENTITY_BROKEN, Identity.FILE + " is not whole");
        } else if (live.isPresent() && !live.get().identity().equals(written.get())) {
            found.add(Kind.IDENTITY_BROKEN, Identity.FILE + " is not what the running server wrote");
        }
        Optional<Identity> known = live.map(FolderState::identity).or(() -> written);
        known.ifPresent(this::mark);
        return known;
    }

    private boolean hasIndex() throws IOException {
        return env.files().stat(folder.path().resolve(IndexFile.FILE)).isPresent();
    }

    private void mark(Identity identity) {
        byUid.forEach(seen -> {
            if (seen.uid() > identity.reserved()) {
                String sentence = "has a UID above " + identity.reserved() + ", the highest that may have been given";
                found.add(Kind.UID_ABOVE_MARK, seen.uid(), seen.file(), sentence);
            }
        });
    }

    private void unnamed(Keywords keywords) {
        for (char letter : letters) {
            if (keywords.flags(String.valueOf(letter), List.of()).keywords().isEmpty()) {
                found.add(
                        Kind.KEYWORD_UNNAMED,
                        Keywords.FILE,
                        "names of messages have the letter " + letter + ", which " + Keywords.FILE
                                + " does not explain");
            }
        }
    }
}
