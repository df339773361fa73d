package org.postern.auth;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alias file: {@code address: target, target}, an alias a line, "#" for comments; lines that begin with a space go on with
 * the one before. {@code @domain} catches what nobody else in the domain owns. Noticed when it changes, as {@link UserFile} is;
 * an alias whose line is wrong is FAULTY and not unknown.
 */
public final class AliasFile {
    private static final Logger LOG = LoggerFactory.getLogger(AliasFile.class);

    private final Path path;
    private final Optional<String> defaultDomain;
    private final WatchedFile<Aliases> file;

    /** By the canonical address or "@domain"; the domains of all. */
    private record Aliases(DirectoryLines<String, Alias> lines, Set<String> domains, List<String> problems) {}

    /** Targets as they were written. */
    private record Alias(String name, List<String> targets) {
        List<String> canonical() {
            return targets.stream()
                    .map(target -> MailAddress.parse(target).toString())
                    .toList();
        }
    }

    /** Reads nothing yet; when the file was never there, there are no aliases. */
    public AliasFile(Path path, Optional<String> defaultDomain, InstantSource clock) {
        this.path = path;
        this.defaultDomain = defaultDomain;
        this.file = new WatchedFile<>(path, this::parse, clock);
    }

    /**
     * Whom an alias stands for: at least one address, its domain canonical, its local part as it was written, for it may be
     * somebody's elsewhere.
     *
     * @param address canonical
     * @throws DirectoryException UNAVAILABLE, FAULTY
     */
    public Optional<List<String>> targets(MailAddress address) throws DirectoryException {
        return targets(address.toString());
    }

    /**
     * Who gets what nobody else in a domain does.
     *
     * @param domain canonical
     * @throws DirectoryException UNAVAILABLE, FAULTY
     */
    public Optional<List<String>> catchAll(String domain) throws DirectoryException {
        return targets("@" + domain);
    }

    private Optional<List<String>> targets(String key) throws DirectoryException {
        return file.get().lines().find(key).map(Alias::targets);
    }

    /**
     * Whether an alias, also one whose line is wrong, has an address in a domain or catches what is for it.
     *
     * @param domain canonical
     * @throws DirectoryException UNAVAILABLE
     */
    public boolean hasDomain(String domain) throws DirectoryException {
        return file.get().domains().contains(domain);
    }

    /** In which aliases are, also those whose lines are wrong; canonical, in no order. */
    public Set<String> domains() throws DirectoryException {
        return file.get().domains();
    }

    /** Where every target of every alias is, canonical domains, in no order. */
    public Set<String> targetDomains() throws DirectoryException {
        return file.get().lines().values().stream()
                .flatMap(alias -> alias.targets().stream())
                .map(target -> target.substring(target.lastIndexOf('@') + 1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is wrong with lines of the file, loops included, as {@code file:line: sentence}. */
    public List<String> problems() throws DirectoryException {
        return file.get().problems();
    }

    private Aliases parse(List<String> lines, Optional<Aliases> before) {
        List<String> whole = whole(lines);
        DirectoryLines<String, Alias> read = DirectoryLines.of(path, whole, new Reading());
        List<String> problems = new ArrayList<>(read.problems());
        problems.addAll(loops(whole, read));
        LineProblems.report(LOG, problems, before.map(Aliases::problems));
        Set<String> domains = read.names().stream()
                .map(alias -> alias.substring(alias.lastIndexOf('@') + 1))
                .collect(Collectors.toUnmodifiableSet());
        return new Aliases(read, domains, List.copyOf(problems));
    }

    /** Each line with those that go on with it, in whose places nothing is left. */
    private static List<String> whole(List<String> lines) {
        List<String> whole = new ArrayList<>();
        while (whole.size() < lines.size()) {
            int first = whole.size();
            int at = first + 1;
            StringBuilder line = new StringBuilder(lines.get(first));
            while (!OctetLines.isBlank(lines.get(first)) && at < lines.size() && goesOn(lines.get(at))) {
                line.append(lines.get(at++));
            }
            whole.add(line.toString());
            whole.addAll(Collections.nCopies(at - first - 1, ""));
        }
        return whole;
    }

    private static boolean goesOn(String line) {
        return !line.isBlank() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
    }

    private List<String> loops(List<String> whole, DirectoryLines<String, Alias> read) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        read.values().forEach(alias -> all.put(alias.name(), alias.canonical()));
        Set<String> found = new HashSet<>(AliasLoops.in(all));
        LineProblems problems = new LineProblems(path);
        for (int i = 0; i < whole.size() && !found.isEmpty(); i++) {
            String line = whole.get(i);
            problems.at(i + 1, () -> {
                if (isOneOf(found, line)) {
                    throw new IllegalArgumentException("comes back to itself through others, who get nothing by it");
                }
            });
        }
        return problems.sentences();
    }

    /** Takes it out: of two lines of one alias the first counts. */
    private boolean isOneOf(Set<String> names, String line) {
        try {
            return !OctetLines.isBlank(line) && names.remove(new Reading().name(line));
        } catch (IllegalArgumentException e) {
            return false; // which has been told
        }
    }

    private final class Reading implements DirectoryLines.Reading<String, Alias> {
        /** All before the first colon counts here, whatever comes behind it. */
        @Override
        public String name(String line) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("has no \":\" between the alias and its targets");
            }
            String name = OctetLines.text(line.substring(0, colon)).strip();
            return name.startsWith("@")
                    ? "@" + MailAddress.canonicalDomain(name.substring(1))
                    : address(
                            name, text -> MailAddress.parse(text, defaultDomain).toString());
        }

        @Override
        public Alias value(String line) {
            Set<String> targets = new LinkedHashSet<>();
            StringTokenizer words = new StringTokenizer(OctetLines.text(line.substring(line.indexOf(':') + 1)), ",");
            while (words.hasMoreTokens()) {
                targets.add(address(words.nextToken().strip(), text -> MailAddress.asWritten(text, defaultDomain)));
            }
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("names no target");
            }
            return new Alias(name(line), List.copyOf(targets));
        }

        /** A line has several: what is wrong is told of the one. */
        private static String address(String text, UnaryOperator<String> reading) {
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + text + "' is not an address: " + e.getMessage(), e);
            }
        }
    }
}
