package org.postern.store.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Courier keeps of a mailbox beside its list of UIDs: keywords, in {@value #KEYWORDS}, and what its POP3 server told
 * clients, in {@value #POP3}. A message is known there by its name before the flags; here by the {@linkplain
 * MessageFileName base} of that, which stays when we add fields to the name.
 *
 * <p>A directory of keywords has a list of many messages, {@value #LIST} (keywords a line, an empty line, then "name:index
 * index ..."), and files for single messages that changed since: {@code .<time>.<name>}, and newer {@code <name>}, with a
 * keyword a line.
 */
final class CourierFiles {
    static final String KEYWORDS = "courierimapkeywords";
    static final String POP3 = "courierpop3dsizelist";
    private static final String LIST = ":list";
    private static final Pattern POP_ID = Pattern.compile("UID([1-9][0-9]{0,9})-([0-9]{1,10})");

    private final Surroundings env;
    private final Path folder;

    CourierFiles(Surroundings env, Path folder) {
        this.env = env;
        this.folder = folder;
    }

    private static String base(String name) {
        return MessageFileName.parse(name).base();
    }

    /** Keywords of those messages that have some, by base. */
    Map<String, List<String>> keywords() throws IOException {
        Path directory = folder.resolve(KEYWORDS);
        Map<String, List<String>> keywords = new LinkedHashMap<>();
        if (env.files().stat(directory).filter(FileLayer.Stat::isDirectory).isEmpty()) {
            return keywords;
        }
        readList(env.small().lines(directory.resolve(LIST)).orElse(List.of()), keywords);
        TreeMap<String, String> older = new TreeMap<>();
        List<String> newer = new ArrayList<>();
        for (String name : env.files().list(directory)) {
            int dot = name.indexOf('.', 1);
            if (name.charAt(0) != '.' && !name.equals(LIST)) {
                newer.add(name);
            } else if (dot > 1 && name.substring(1, dot).matches("[0-9]{1,18}")) {
                older.put(name, name.substring(dot + 1));
            }
        }
        for (Map.Entry<String, String> file : older.entrySet()) {
            readFile(directory.resolve(file.getKey()), file.getValue(), keywords);
        }
        for (String name : newer) {
            readFile(directory.resolve(name), name, keywords);
        }
        return keywords;
    }

    private void readFile(Path file, String name, Map<String, List<String>> keywords) throws IOException {
        Optional<List<String>> lines = env.small().lines(file);
        lines.ifPresent(all -> keywords.put(
                base(name), all.stream().filter(line -> !line.isEmpty()).toList()));
    }

    static void readList(List<String> lines, Map<String, List<String>> keywords) {
        int end = Math.max(0, lines.indexOf(""));
        List<String> known = lines.subList(0, end);
        for (String line : lines.subList(Math.min(end + 1, lines.size()), lines.size())) {
            int colon = line.lastIndexOf(':');
            List<String> own = new ArrayList<>();
            for (String index : line.substring(colon + 1).split(" ", -1)) {
                if (index.matches("[0-9]{1,6}") && Integer.parseInt(index) < known.size()) {
                    own.add(known.get(Integer.parseInt(index)));
                }
            }
            if (colon > 0 && !own.isEmpty()) {
                keywords.put(base(line.substring(0, colon)), List.copyOf(own));
            }
        }
    }

    /** Replaces all that is in the directory of keywords; keywords by the whole name before the flags. */
    void writeKeywords(Map<String, List<String>> keywords) throws IOException {
        Path directory = folder.resolve(KEYWORDS);
        env.files().makeDirectory(directory);
        Set<String> all = new LinkedHashSet<>();
        keywords.values().forEach(all::addAll);
        List<String> known = List.copyOf(all);
        Map<String, Integer> index = new HashMap<>();
        for (String keyword : known) {
            index.put(keyword, index.size());
        }
        Iterator<String> lines = Stream.of(
                        known.stream(),
                        Stream.of(""),
                        keywords.entrySet().stream()
                                .map(e -> e.getKey() + ":"
                                        + String.join(
                                                " ",
                                                e.getValue().stream()
                                                        .map(k -> String.valueOf(index.get(k)))
                                                        .toList())))
                .flatMap(part -> part)
                .iterator();
        env.small().replace(directory.resolve(LIST), lines);
        for (String name : env.files().list(directory)) {
            if (!name.equals(LIST)) {
                env.small().deleteTree(directory.resolve(name));
            }
        }
    }

    /** The ids that POP3 clients know, by base: {@code UID<n>-<m>}, or the name, in versions before they had numbers. */
    Map<String, String> popIds() throws IOException {
        Optional<BufferedReader> reader = env.small().reader(folder.resolve(POP3));
        if (reader.isEmpty()) {
            return Map.of();
        }
        Map<String, String> ids = new LinkedHashMap<>();
        try (BufferedReader in = reader.get()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] parts = line.split(" ", -1);
                if (parts.length >= 2 && !line.startsWith("/")) {
                    ids.put(base(parts[0]), popId(parts));
                }
            }
        }
        return ids;
    }

    /** Name, size, and where there are numbers {@code <n>:<m>} and perhaps more behind another colon. */
    private static String popId(String[] parts) {
        String[] numbers = parts.length < 3 ? new String[0] : parts[2].split(":", -1);
        boolean numbered =
                numbers.length >= 2 && numbers[0].matches("[1-9][0-9]{0,9}") && numbers[1].matches("[0-9]{1,10}");
        return numbered
                ? "UID" + numbers[0] + "-" + numbers[1]
                : parts[0].substring(0, MessageFileName.infoAt(parts[0]));
    }

    /** A message as the list of POP3 ids has it: its name with flags, its size with CRLF, its id. */
    record PopEntry(String name, long octets, String id) {
        Optional<Matcher> numbers() {
            return Optional.of(POP_ID.matcher(id)).filter(Matcher::matches);
        }

        private String line() {
            return name + " " + octets + " "
                    + numbers().map(m -> m.group(1) + ":" + m.group(2) + ":0").orElse("");
        }
    }

    /** Replaces the list of POP3 ids, where there is one. Ids that Courier cannot have made are left to it. */
    void writePopIds(List<PopEntry> entries) throws IOException {
        Path list = folder.resolve(POP3);
        Optional<String[]> head = env.small()
                .lines(list)
                .flatMap(lines -> lines.stream().findFirst())
                .filter(line -> line.startsWith("/3 "))
                .map(line -> line.split(" ", -1))
                .filter(parts -> parts.length == 3);
        if (head.isPresent()) {
            List<PopEntry> numbered = entries.stream()
                    .filter(entry -> entry.numbers().isPresent())
                    .toList();
            env.small()
                    .replace(
                            list,
                            Stream.concat(
                                            Stream.of(String.join(" ", head.get())),
                                            numbered.stream().map(PopEntry::line))
                                    .iterator());
        }
    }
}
