package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.store.IdFormat;

/**
 * Takes in which UIDs another server gave to the messages of a mailbox: renames each file so that it says its UID and sizes
 * itself, and writes the identity file last.
 *
 * <p>Invariants: a file that the list knows gets the UID the list says, however often this is interrupted and begun again,
 * because {@link ListedNames} knows it under either name. What the list does not know gets UIDs from its UIDNEXT on; a
 * second run may give others, which no client has seen, for nobody sees the mailbox before its identity is written.
 */
final class Adoption {
    /** A name that changes while its directory is read may be missed; the next look finds it. */
    private static final int LOOKS = 5;
    /** A list that leaves fewer UIDs than these is of no use. */
    private static final long UIDS_LEFT = 1L << 20;

    /**
     * What came of it.
     *
     * @param indexHolds whether rows of an index from before still name their files
     */
    record Outcome(Identity identity, boolean indexHolds, int kept, int fresh, String from, List<String> odd) {}

    /** Keywords by the bases of messages, and their letters. */
    private record AdoptedKeywords(Keywords letters, Map<String, List<String>> byBase) {
        String letters(MessageFileName name) {
            return letters.letters(name.letters(), byBase.getOrDefault(name.base(), List.of()));
        }
    }

    /** A message file and where it should be renamed to. */
    private record Given(AdoptedFile seen, long uid, MessageFile target) {}

    private final Surroundings env;
    private final Path folder;
    private final FolderLoader.OfAccount account;
    private final List<String> odd = new ArrayList<>();
    /** Bases, as renamed, of files that no list had. */
    private final Map<String, Long> fresh = new HashMap<>();

    /** Only Courier keeps them beside the names. */
    private Optional<AdoptedKeywords> keywords = Optional.empty();

    private int kept;

    Adoption(Surroundings env, Path folder, FolderLoader.OfAccount account) {
        this.env = env;
        this.folder = folder;
        this.account = account;
    }

    /** Empty when there is no list, or it is the one that is known. */
    Optional<Outcome> run(Optional<Identity> known) throws IOException {
        Optional<ListStamp.Found> found = ListStamp.newest(env.files(), folder);
        if (found.isEmpty()
                || known.flatMap(Identity::list)
                        .filter(found.get().stamp()::isSameFile)
                        .isPresent()) {
            return Optional.empty();
        }
        Optional<UidList> list = UidList.read(env.small(), found.get().path());
        if (list.isEmpty() || list.get().next() > 0xFFFF_FFFFL - UIDS_LEFT) {
            Log.listUnusable(found.get().path());
            return Optional.empty();
        }
        return Optional.of(run(known, list.get(), found.get()));
    }

    private Outcome run(Optional<Identity> known, UidList list, ListStamp.Found found) throws IOException {
        String from = String.valueOf(found.path().getFileName());
        Identity before = known.orElseGet(() -> new Identity(id(list), list.validity(), 0, 0));
        ListedNames names = new ListedNames(list);
        Optional<Identity> ours = known.filter(k -> k.uidValidity() == list.validity());
        if (ours.isPresent() && contradicts(names, ours.get())) {
            odd.add("another server gave new UIDs to messages we had given some; UIDVALIDITY is new");
            Identity apart = before.withUidValidity(account.next());
            return outcome(write(apart, list, found.stamp()), true, from);
        }
        if (from.equals(UidList.COURIER)) {
            readKeywords();
        }
        long next = Math.max(list.next(), ours.map(Identity::reserved).orElse(0L) + 1);
        boolean indexHolds = ours.isPresent();
        List<Given> wrong = wronglyNamed(names, ours, next);
        for (int look = 1; !wrong.isEmpty(); look++) {
            if (look > LOOKS) {
                throw new IOException("the files in " + folder + " are renamed all the time");
            }
            if (indexHolds && wrong.stream().anyMatch(g -> g.uid() <= before.reserved())) {
                env.small().deleteIfThere(folder.resolve(IndexFile.FILE)); // it would look for the names from before
                env.files().syncDirectory(folder);
                indexHolds = false;
            }
            rename(wrong);
            wrong = wronglyNamed(names, ours, next);
        }
        if (list.odd() > 0) {
            odd.add(list.odd() + " lines of " + from + " make no sense");
        }
        noteKnownIds(list, ours.isPresent());
        Identity adopted = before.withUidValidity(list.validity()).withReserved(next + fresh.size() - 1);
        return outcome(write(adopted, list, found.stamp()), indexHolds, from);
    }

    private Outcome outcome(Identity identity, boolean indexHolds, String from) {
        return new Outcome(identity, indexHolds, kept, fresh.size(), from, List.copyOf(odd));
    }

    private void readKeywords() throws IOException {
        Map<String, List<String>> found = new CourierFiles(env, folder).keywords();
        Set<String> all = new LinkedHashSet<>();
        found.values().forEach(all::addAll);
        Keywords letters = Keywords.read(env.small(), folder, env.limits().keywords());
        Set<String> without = letters.giveLetters(all);
        if (!without.isEmpty()) {
            odd.add(without.size() + " keywords have no letter, and are lost");
        }
        keywords = Optional.of(new AdoptedKeywords(letters, found));
    }

    private String id(UidList list) {
        return list.extension(UidList.GUID)
                .filter(guid -> guid.matches("[0-9a-f]{32}"))
                .orElseGet(() -> env.names().mailboxId());
    }

    private void noteKnownIds(UidList list, boolean ours) throws IOException {
        Map<Long, String> before = KnownIds.read(env, folder);
        Map<Long, String> ids = ours ? new HashMap<>(before) : new HashMap<>();
        IdFormat format = account.ids();
        Map<String, String> courier = new CourierFiles(env, folder).popIds();
        for (UidList.Entry entry : list.entries()) {
            Optional<String> told = entry.field(UidList.POP3_UIDL);
            if (told.isEmpty() && !ids.containsKey(entry.uid())) {
                told = Optional.ofNullable(
                        courier.get(MessageFileName.parse(entry.name()).base()));
            }
            if (told.isEmpty() && format.usesName() && !ids.containsKey(entry.uid())) {
                String guid = entry.field(UidList.GUID).orElse(entry.name());
                told = Optional.of(format.of(entry.uid(), list.validity(), guid));
            }
            told.filter(KnownIds::isId).ifPresent(id -> ids.put(entry.uid(), id));
        }
        if (!ids.equals(before)) {
            KnownIds.write(env, folder, ids);
        }
    }

    private Identity write(Identity identity, UidList list, ListStamp stamp) throws IOException {
        account.taken(list.validity());
        Identity all = identity.withReserved(Math.max(identity.reserved(), list.next() - 1))
                .withList(stamp);
        env.small().replace(folder.resolve(Identity.FILE), all.text());
        return all;
    }

    /**
     * Whether the other server did not know of what we did: the list names messages that have a UID of ours, under another.
     * Then a UID may mean two messages, one there and one here.
     */
    private boolean contradicts(ListedNames names, Identity ours) throws IOException {
        for (AdoptedFile seen : look()) {
            long uid = seen.name().uid().orElse(0);
            Optional<UidList.Entry> entry = names.exact(seen.file());
            if (uid > 0
                    && uid <= ours.reserved()
                    && entry.filter(e -> e.uid() != uid).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private List<Given> wronglyNamed(ListedNames names, Optional<Identity> ours, long next) throws IOException {
        return give(names, ours, next).stream()
                .filter(given -> !given.target().equals(given.seen().file()))
                .toList();
    }

    private List<AdoptedFile> look() throws IOException {
        List<AdoptedFile> all = new ArrayList<>();
        for (FilePlace place : FilePlace.values()) {
            for (String name : env.files().list(folder.resolve(place.directory()))) {
                if (!name.startsWith(".")) {
                    AdoptedFile.see(env.files(), folder, new MessageFile(place, name))
                            .ifPresent(all::add);
                }
            }
        }
        return all;
    }

    /** A UID for each file there is: those whose very name is listed first, then those whose base is. */
    private List<Given> give(ListedNames names, Optional<Identity> ours, long next) throws IOException {
        List<Given> all = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        List<AdoptedFile> unnamed = new ArrayList<>();
        for (AdoptedFile seen : look()) {
            if (!give(seen, names.exact(seen.file()), taken, all)) {
                unnamed.add(seen);
            }
        }
        List<AdoptedFile> strangers = new ArrayList<>();
        for (AdoptedFile seen : unnamed) {
            if (!give(seen, names.alike(seen.name()), taken, all) && !keepsOwn(seen, ours, taken, all)) {
                strangers.add(seen);
            }
        }
        kept = all.size();
        giveFresh(strangers, next, all);
        return all;
    }

    private boolean give(AdoptedFile seen, Optional<UidList.Entry> entry, Set<Long> taken, List<Given> all)
            throws IOException {
        boolean free = entry.isPresent() && taken.add(entry.get().uid());
        if (free) {
            all.add(given(seen, entry.get().uid()));
        }
        return free;
    }

    private Given given(AdoptedFile seen, long uid) throws IOException {
        MessageFile named = seen.named(uid, env.files(), folder);
        if (keywords.isPresent() && named.place() == FilePlace.CUR) {
            named = named.withLetters(keywords.get().letters(seen.name()));
        }
        return new Given(seen, uid, named);
    }

    /** One that the list does not have, but that got its UID from us. */
    private static boolean keepsOwn(AdoptedFile seen, Optional<Identity> ours, Set<Long> taken, List<Given> all) {
        long uid = seen.name().uid().orElse(0);
        boolean own = uid > 0 && ours.filter(o -> uid <= o.reserved()).isPresent();
        boolean keeps = own && seen.isSizedByName() && taken.add(uid);
        if (keeps) {
            all.add(new Given(seen, uid, seen.file()));
        }
        return keeps;
    }

    /** In the order they came. */
    private void giveFresh(List<AdoptedFile> strangers, long next, List<Given> all) throws IOException {
        strangers.sort(Comparator.comparing(AdoptedFile::modified)
                .thenComparing(seen -> seen.file().name()));
        for (AdoptedFile seen : strangers) {
            Long before = fresh.get(seen.file().base());
            Given given = given(seen, before == null ? next + fresh.size() : before);
            fresh.put(given.target().base(), given.uid());
            all.add(given);
        }
    }

    /** Those whose new name another file still has must wait for the next look. */
    private void rename(List<Given> wrong) throws IOException {
        Set<MessageFile> occupied = new HashSet<>();
        wrong.forEach(given -> occupied.add(given.seen().file()));
        Set<FilePlace> places = EnumSet.noneOf(FilePlace.class);
        for (Given given : wrong) {
            if (!occupied.contains(given.target())) {
                places.add(given.target().place());
                try {
                    env.files()
                            .rename(
                                    given.seen().file().in(folder),
                                    given.target().in(folder));
                } catch (NoSuchFileException e) {
                    // Another program was faster: the next look finds what it has become.
                }
            }
        }
        for (FilePlace place : places) {
            env.files().syncDirectory(folder.resolve(place.directory()));
        }
    }
}
