package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postern.store.Flags;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;

/**
 * The keywords of one mailbox, and flags as the letters of file names. The first 26 have the letters a to z through
 * {@value #FILE}, as Dovecot keeps them; more live in the index only. A mailbox knows one spelling of a keyword, the
 * first. Guarded by the mailbox's lock.
 */
final class Keywords {
    static final String FILE = "dovecot-keywords";
    private static final int LETTERS = 26;
    private static final Map<Character, SystemFlag> SYSTEM = Map.of(
            'D', SystemFlag.DRAFT,
            'F', SystemFlag.FLAGGED,
            'R', SystemFlag.ANSWERED,
            'S', SystemFlag.SEEN,
            'T', SystemFlag.DELETED);

    private final SmallFiles files;
    private final Path folder;
    private final int limit;
    /** Lower-case keyword to its spelling, in order of letters; a letter nobody names has an entry "". */
    private final List<String> lettered = new ArrayList<>();
    /** Lower-case keyword to its spelling, of those without a letter. */
    private final Map<String, String> others = new LinkedHashMap<>();
    /** Lines that have no letter: another server's own, which stay in the file. */
    private final SortedMap<Integer, String> foreign = new TreeMap<>();
    /** Flags by letters: most messages share a few. */
    private final Map<String, Flags> flagsOf = new HashMap<>();

    private Keywords(SmallFiles files, Path folder, int limit) {
        this.files = files;
        this.folder = folder;
        this.limit = limit;
    }

    static Keywords read(SmallFiles files, Path folder, int limit) throws IOException {
        Keywords keywords = new Keywords(files, folder, limit);
        SortedMap<Integer, String> named = KeywordLines.read(files, folder).named();
        named.headMap(LETTERS).forEach(keywords::name);
        keywords.foreign.putAll(named.tailMap(LETTERS));
        return keywords;
    }

    private void name(int index, String keyword) {
        while (lettered.size() <= index) {
            lettered.add("");
        }
        lettered.set(index, keyword);
    }

    /**
     * Makes known the keywords of all of these, or of none, with letters where there are some left; returns the same flags
     * in this mailbox's spelling.
     *
     * @throws StoreException LIMIT
     */
    List<Flags> admit(List<Flags> all) throws StoreException {
        Map<String, String> fresh = new LinkedHashMap<>();
        for (Flags flags : all) {
            for (String keyword : flags.keywords()) {
                if (spelling(keyword).isEmpty()) {
                    fresh.putIfAbsent(fold(keyword), keyword);
                }
            }
        }
        addAll(List.copyOf(fresh.values()));
        return all.stream().map(this::spelled).toList();
    }

    /** The same flags in this mailbox's spelling, as far as their keywords are known. */
    Flags spelled(Flags flags) {
        return flags.keywords().isEmpty()
                ? flags
                : Flags.of(
                        flags.system(),
                        flags.keywords().stream()
                                .map(k -> spelling(k).orElse(k))
                                .toList());
    }

    private Optional<String> spelling(String keyword) {
        int letter = letterOf(keyword);
        return letter >= 0 ? Optional.of(lettered.get(letter)) : Optional.ofNullable(others.get(fold(keyword)));
    }

    private void addAll(List<String> fresh) throws StoreException {
        if (fresh.isEmpty()) {
            return;
        }
        long known = lettered.stream().filter(k -> !k.isEmpty()).count() + others.size();
        if (known + fresh.size() > limit) {
            throw new StoreException(Problem.LIMIT, "no more than " + limit + " keywords in one mailbox");
        }
        int before = lettered.size();
        for (String keyword : fresh) {
            if (lettered.size() < LETTERS) {
                lettered.add(keyword);
            }
        }
        try {
            write(before);
        } catch (IOException e) {
            lettered.subList(before, lettered.size()).clear();
            throw Failures.of("keywords", e);
        }
        fresh.subList(lettered.size() - before, fresh.size()).forEach(k -> others.put(fold(k), k));
        flagsOf.clear();
    }

    /** Gives letters to keywords from elsewhere as far as there are some left; returns those that get none. */
    Set<String> giveLetters(Collection<String> wanted) throws IOException {
        int before = lettered.size();
        Set<String> without = new LinkedHashSet<>();
        for (String keyword : wanted) {
            if (letterOf(keyword) < 0) {
                boolean fits = KeywordLines.isKeyword(keyword) && lettered.size() < LETTERS;
                (fits ? lettered : without).add(keyword);
            }
        }
        write(before);
        return without;
    }

    /** The same system flags, and these keywords as far as they have letters. */
    String letters(String system, Collection<String> keywords) {
        String own = system.chars()
                .filter(c -> c < 'a' || c > 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return letters(
                decode(own)
                        .plus(Flags.of(
                                Set.of(),
                                keywords.stream().filter(k -> letterOf(k) >= 0).toList())),
                own);
    }

    /** A letter's meaning must be durable before a file name uses it. */
    private void write(int before) throws IOException {
        if (lettered.size() == before) {
            return;
        }
        SortedMap<Integer, String> named = new TreeMap<>();
        foreign.forEach((number, keyword) -> {
            if (letterOf(keyword) < 0) { // else it has got a letter meanwhile, and one number is enough
                named.put(number, keyword);
            }
        });
        for (int i = 0; i < lettered.size(); i++) {
            if (!lettered.get(i).isEmpty()) {
                named.put(i, lettered.get(i));
            }
        }
        new KeywordLines(named, 0).write(files, folder);
    }

    /** Those with a letter, in order of letters. */
    List<String> lettered() {
        return lettered.stream().filter(keyword -> !keyword.isEmpty()).toList();
    }

    /** Makes known a keyword without letter that the index has. */
    void noteOther(String keyword) {
        others.putIfAbsent(fold(keyword), keyword);
    }

    /** What the letters say, and the keywords without letter given beside them. */
    Flags flags(String letters, List<String> without) {
        Flags flags = flagsOf.get(letters);
        if (flags == null) {
            flags = decode(letters);
            flagsOf.put(letters, flags);
        }
        return without.isEmpty() ? flags : flags.plus(Flags.of(Set.of(), without));
    }

    /** The system flags among letters. */
    static Set<SystemFlag> system(String letters) {
        EnumSet<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        letters.chars()
                .mapToObj(c -> SYSTEM.get((char) c))
                .filter(Objects::nonNull)
                .forEach(system::add);
        return system;
    }

    /** The letters of system flags, sorted. */
    static String letters(Set<SystemFlag> flags) {
        return SYSTEM.entrySet().stream()
                .filter(e -> flags.contains(e.getValue()))
                .map(e -> e.getKey().toString())
                .sorted()
                .collect(Collectors.joining());
    }

    private Flags decode(String letters) {
        EnumSet<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        List<String> keywords = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            SystemFlag flag = SYSTEM.get(c);
            int index = c - 'a';
            if (flag != null) {
                system.add(flag);
            } else if (index >= 0
                    && index < lettered.size()
                    && !lettered.get(index).isEmpty()) {
                keywords.add(lettered.get(index));
            }
        }
        return Flags.of(system, keywords);
    }

    /** Sorted letters of {@code flags}, and those of {@code before} that mean nothing to us and so must stay. */
    String letters(Flags flags, String before) {
        StringBuilder out = new StringBuilder();
        SYSTEM.forEach((letter, flag) -> out.append(flags.has(flag) ? String.valueOf(letter) : ""));
        for (String keyword : flags.keywords()) {
            int letter = letterOf(keyword);
            if (letter >= 0) {
                out.append((char) ('a' + letter));
            }
        }
        before.chars().filter(c -> !isOurs((char) c)).distinct().forEach(c -> out.append((char) c));
        char[] sorted = out.toString().toCharArray();
        Arrays.sort(sorted);
        return new String(sorted);
    }

    private boolean isOurs(char c) {
        int index = c - 'a';
        return SYSTEM.containsKey(c)
                || (index >= 0
                        && index < lettered.size()
                        && !lettered.get(index).isEmpty());
    }

    /** The keywords of {@code flags} that no file name can carry. */
    List<String> withoutLetter(Flags flags) {
        return flags.keywords().isEmpty()
                ? List.of()
                : flags.keywords().stream().filter(k -> letterOf(k) < 0).toList();
    }

    private int letterOf(String keyword) {
        for (int i = 0; i < lettered.size(); i++) {
            if (lettered.get(i).equalsIgnoreCase(keyword)) {
                return i;
            }
        }
        return -1;
    }

    private static String fold(String keyword) {
        return keyword.toLowerCase(Locale.ROOT);
    }
}
