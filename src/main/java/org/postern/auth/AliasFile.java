package org.postern.auth;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alias file: {@code address: target, target}, an alias a line, "#" for comments; lines that begin with a space go on with
 * the one before. {@code @domain} catches what nobody else in the domain owns. Noticed when it changes, as {@link UserFile} is.
 */
public final class AliasFile {
    private static final Logger LOG = LoggerFactory.getLogger(AliasFile.class);

    private final Path path;
    private final Optional<String> defaultDomain;
    private final WatchedFile<Aliases> file;

    /** Targets as they were written, by the canonical alias or "@domain"; the domains of all aliases. */
    private record Aliases(Map<String, List<String>> targets, Set<String> domains, List<String> problems) {}

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
     * @throws DirectoryException UNAVAILABLE
     */
    public Optional<List<String>> targets(MailAddress address) throws DirectoryException {
        return targets(address.toString());
    }

    /**
     * Who gets what nobody else in a domain does.
     *
     * @param domain canonical
     * @throws DirectoryException UNAVAILABLE
     */
    public Optional<List<String>> catchAll(String domain) throws DirectoryException {
        return targets("@" + domain);
    }

    private Optional<List<String>> targets(String key) throws DirectoryException {
        return Optional.ofNullable(file.get().targets().get(key));
    }

    /**
     * Whether an alias has an address in a domain, or catches what is for it.
     *
     * @param domain canonical
     * @throws DirectoryException UNAVAILABLE
     */
    public boolean hasDomain(String domain) throws DirectoryException {
        return file.get().domains().contains(domain);
    }

    /** Where every target of every alias is, canonical domains, in no order. */
    public Set<String> targetDomains() throws DirectoryException {
        return file.get().targets().values().stream()
                .flatMap(List::stream)
                .map(target -> target.substring(target.lastIndexOf('@') + 1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is wrong with lines of the file, loops included, as {@code file:line: sentence}. */
    public List<String> problems() throws DirectoryException {
        return file.get().problems();
    }

    private Aliases parse(List<String> lines, Optional<Aliases> before) {
        Map<String, List<String>> targets = new LinkedHashMap<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        LineProblems problems = new LineProblems(path);
        int at = 0;
        while (at < lines.size()) {
            int first = at++;
            StringBuilder whole = new StringBuilder(lines.get(first));
            while (!OctetLines.isBlank(lines.get(first)) && at < lines.size() && goesOn(lines.get(at))) {
                whole.append(lines.get(at++));
            }
            if (!OctetLines.isBlank(whole.toString())) {
                problems.at(first + 1, () -> places.put(add(targets, whole.toString()), first + 1));
            }
        }
        for (String alias : AliasLoops.in(canonical(targets))) {
            problems.at(places.getOrDefault(alias, 0), () -> {
                throw new IllegalArgumentException("comes back to itself through others, who get nothing by it");
            });
        }
        LineProblems.report(LOG, problems.sentences(), before.map(Aliases::problems));
        Set<String> domains = targets.keySet().stream()
                .map(alias -> alias.substring(alias.lastIndexOf('@') + 1))
                .collect(Collectors.toUnmodifiableSet());
        return new Aliases(targets, domains, problems.sentences());
    }

    private static Map<String, List<String>> canonical(Map<String, List<String>> targets) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        targets.forEach((alias, written) -> all.put(
                alias,
                written.stream()
                        .map(target -> MailAddress.parse(target).toString())
                        .toList()));
        return all;
    }

    private static boolean goesOn(String line) {
        return !line.isBlank() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
    }

    /** The key of the alias that was added. */
    private String add(Map<String, List<String>> targets, String line) {
        String text = OctetLines.decode(line).orElseThrow(() -> new IllegalArgumentException("is not UTF-8"));
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("has no \":\" between the alias and its targets");
        }
        String name = text.substring(0, colon).strip();
        String key = name.startsWith("@")
                ? "@" + MailAddress.canonicalDomain(name.substring(1))
                : MailAddress.parse(name, defaultDomain).toString();
        Set<String> all = new LinkedHashSet<>();
        StringTokenizer words = new StringTokenizer(text.substring(colon + 1), ",");
        while (words.hasMoreTokens()) {
            all.add(MailAddress.asWritten(words.nextToken().strip(), defaultDomain));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("names no target");
        }
        if (targets.putIfAbsent(key, List.copyOf(all)) != null) {
            throw new IllegalArgumentException("the alias is there already; the first line counts");
        }
        return key;
    }
}
