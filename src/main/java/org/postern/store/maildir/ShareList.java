package org.postern.store.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postern.store.AccessIdentifier;
import org.postern.store.UserName;
import org.postern.store.Watch;

/**
 * Who has granted rights to whom, so that nobody's accounts need to be searched for it: lines of an owner and an identifier in
 * {@value #FILE}, in the root of all accounts. It is only a hint, for what counts stands in the mailboxes; it may name owners
 * who share no more. Without the file, the first who asks has all accounts looked through for {@value AccessFile#FILE}.
 * Thread-safe.
 */
final class ShareList {
    static final String FILE = ".postern.sharing";
    private static final String HEAD = "postern-sharing 1";

    /** Different identifiers that one owner can grant rights to, over all mailboxes: what all owners grant is in memory. */
    static final int MOST = 1000;

    private final Surroundings env;
    /** Owners with whom they share; null until it is needed. Read without a lock, changed and written under it. */
    private volatile @Nullable Map<UserName, Set<AccessIdentifier>> shares;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Compared by identity. */
    private static final class Listener {
        private final UserName with;
        private final Consumer<UserName> to;

        Listener(UserName with, Consumer<UserName> to) {
            this.with = with;
            this.to = to;
        }
    }

    ShareList(Surroundings env) {
        this.env = env;
    }

    Collection<UserName> sharers(UserName with) throws IOException {
        Set<UserName> found = new TreeSet<>();
        shares().forEach((owner, whom) -> {
            if (isMeant(with, owner, whom)) {
                found.add(owner);
            }
        });
        return found;
    }

    /** Takes note of all that an owner grants now. */
    synchronized void note(UserName owner, Set<AccessIdentifier> whom) throws IOException {
        Map<UserName, Set<AccessIdentifier>> known = shares();
        Set<AccessIdentifier> before = known.getOrDefault(owner, Set.of());
        if (!before.equals(whom)) {
            if (whom.isEmpty()) {
                known.remove(owner);
            } else {
                known.put(owner, Set.copyOf(whom));
            }
            write(known);
            tell(owner, before, whom);
        }
    }

    Watch watch(UserName with, Consumer<UserName> to) throws IOException {
        shares(); // or what is found later would seem to have been there
        Listener listener = new Listener(with, to);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(UserName owner, Set<AccessIdentifier> before, Set<AccessIdentifier> now) {
        for (Listener listener : listeners) {
            boolean begins = isMeant(listener.with, owner, now) && !isMeant(listener.with, owner, before);
            if (begins) {
                listener.to.accept(owner);
            }
        }
    }

    private static boolean isMeant(UserName who, UserName owner, Set<AccessIdentifier> whom) {
        return whom.stream().anyMatch(identifier -> identifier.means(who, owner));
    }

    private Map<UserName, Set<AccessIdentifier>> shares() throws IOException {
        Map<UserName, Set<AccessIdentifier>> known = shares;
        return known == null ? load() : known;
    }

    private synchronized Map<UserName, Set<AccessIdentifier>> load() throws IOException {
        Map<UserName, Set<AccessIdentifier>> known = shares;
        if (known == null) {
            Optional<BufferedReader> lines = env.small().reader(file());
            known = new ConcurrentHashMap<>(lines.isPresent() ? parsed(lines.get()) : searched());
            if (lines.isEmpty()) {
                write(known);
            }
            shares = known;
        }
        return known;
    }

    private Path file() {
        return env.mail().resolve(FILE);
    }

    private void write(Map<UserName, Set<AccessIdentifier>> known) throws IOException {
        Stream<String> lines = new TreeMap<>(known)
                .entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream()
                                .map(identifier -> entry.getKey() + " " + AccessFile.text(identifier)));
        env.small().replace(file(), Stream.concat(Stream.of(HEAD), lines).iterator());
    }

    private static Map<UserName, Set<AccessIdentifier>> parsed(BufferedReader lines) throws IOException {
        Map<UserName, Set<AccessIdentifier>> shares = new TreeMap<>();
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                Optional<UserName> owner = user(line.substring(0, Math.max(space, 0)));
                Optional<AccessIdentifier> whom = AccessFile.identifierOf(line.substring(space + 1));
                if (owner.isPresent() && whom.isPresent()) {
                    shares.computeIfAbsent(owner.get(), o -> new HashSet<>()).add(whom.get());
                }
            }
        }
        return shares;
    }

    private static Optional<UserName> user(String address) {
        try {
            return Optional.of(new UserName(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What all accounts grant, by their files. */
    private Map<UserName, Set<AccessIdentifier>> searched() throws IOException {
        Map<UserName, Set<AccessIdentifier>> shares = new TreeMap<>();
        for (String domain : directories(env.mail())) {
            for (String local : directories(env.mail().resolve(domain))) {
                Path account = env.mail().resolve(domain).resolve(local);
                Optional<UserName> owner = PathNames.decode(local)
                        .flatMap(part -> PathNames.decode(domain).flatMap(of -> user(part + "@" + of)));
                if (owner.isPresent()) {
                    Set<AccessIdentifier> whom = granted(env, account, owner.get());
                    if (!whom.isEmpty()) {
                        shares.put(owner.get(), whom);
                    }
                }
            }
        }
        return shares;
    }

    private List<String> directories(Path in) throws IOException {
        try {
            return env.files().list(in).stream()
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (NotDirectoryException e) {
            return List.of();
        }
    }

    /** All that the mailboxes of an account grant to others; where folders are nested, only those of INBOX. */
    static Set<AccessIdentifier> granted(Surroundings env, Path account, UserName owner) throws IOException {
        Set<AccessIdentifier> whom =
                new HashSet<>(new AccessFile(env.small(), account).read().others(owner));
        try {
            for (String name : env.files().list(account)) {
                if (name.startsWith(".")) {
                    whom.addAll(new AccessFile(env.small(), account.resolve(name))
                            .read()
                            .others(owner));
                }
            }
        } catch (NotDirectoryException e) {
            return Set.of();
        }
        return whom;
    }
}
